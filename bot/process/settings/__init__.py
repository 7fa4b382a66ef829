"""The settings, a module for each group of them, and what their values may be."""
