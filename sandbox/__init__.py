"""A small Slack on this machine: to try an app, to test it, to load it."""
