"""Data and its measure: sample documents of our own with gold, the scorer, the benchmarks. No part of the product."""
