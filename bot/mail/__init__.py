"""Notices as mail: text and HTML from the same sentences, and an entry for the calendar."""
