"""Dates, times, zones and people, as people write them and as we say them back."""
