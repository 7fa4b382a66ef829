"""HTTP: the JSON API for other programs, calendars, Slack's own calls, health and figures."""
