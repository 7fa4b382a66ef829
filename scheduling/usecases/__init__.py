"""The things that people can do, one module for each feature.

Each opens one transaction, reads once, lets the core decide, writes once and returns a value.
"""
