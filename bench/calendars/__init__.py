"""How fast people's calendars are read: one of them, and all of a company."""
