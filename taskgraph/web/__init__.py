"""The desk: pages on which an office loads, checks, finds, tracks and hands out; served on one machine, offline."""
