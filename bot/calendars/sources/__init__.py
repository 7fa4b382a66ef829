"""The ways to a calendar, a file for each: all take an account and give when somebody is busy."""
