"""Whole sentences about hours: entries, lists of days, and frames and exceptions around them."""
