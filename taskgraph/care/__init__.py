"""Keeping what an office has stored: is it whole, a copy of it in one file, and back from there."""
