"""A company's calendars, which whoever runs the bot opens for everybody at once."""
