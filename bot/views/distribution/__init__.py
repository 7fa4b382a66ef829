"""Distributing: the question, the plan, and what changes in it."""
