"""The grammar of dates and times: tokens, days, hours and periods."""
