"""Bytes → Document: the only layer that knows file formats."""
