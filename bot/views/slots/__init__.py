"""Slots: the question, what was found, and why there is none."""
