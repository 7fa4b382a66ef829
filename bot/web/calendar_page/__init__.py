"""The page on which somebody of the workspace connects a calendar, out of Slack's sight."""
