"""Servers that are asked when people are busy, for many at once: each by a file of its own."""
