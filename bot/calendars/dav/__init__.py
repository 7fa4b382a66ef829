"""CalDAV: which calendars somebody has on a server, and what is in them for a window."""
