"""Tokens by which servers let us read, and how they are asked for."""
