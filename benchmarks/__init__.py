"""Measured, not assumed: `make bench` prints ratios against a baseline of the same run. Nothing here asserts a time."""
