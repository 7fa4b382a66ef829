"""Interviews: who can meet whom, and when. No Slack, no HTTP and no clock in here."""
