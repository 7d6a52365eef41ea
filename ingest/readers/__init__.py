"""One reader for each file format: bytes → Reading."""
