"""How the tables came to be, step by step; each file in `versions` is one step.

A step that has been released is never edited: a new one follows it. The test of the store
compares what the steps build with what `tables.py` says.
"""
