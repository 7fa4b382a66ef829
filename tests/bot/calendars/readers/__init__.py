"""Other readers of calendars, asked what they see in the hard cases."""
