"""The mail of people outside the workspace: a real SMTP server, and what it has taken."""
