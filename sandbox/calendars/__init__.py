"""People's own calendars: Radicale, a real server of them, and what stands in each."""
