"""Reading people's calendars, by whatever way they are at: a file for each source."""
