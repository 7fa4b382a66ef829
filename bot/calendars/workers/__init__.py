"""Processes that read calendars, to be killed when one is too much for them."""
