"""Talking with Slack: its client, what stands around listeners, and where answers go."""
