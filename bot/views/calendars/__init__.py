"""People's calendars: connecting them, and what they are read for."""
