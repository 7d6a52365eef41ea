"""Loaded reports → events: statements matched to tasks, sure ones recorded, the rest proposed to a person."""
