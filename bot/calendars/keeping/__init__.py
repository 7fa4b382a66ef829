"""Connecting calendars and having them read: in rounds, as asked, and just before a booking."""
