"""The way to Slack: the tokens are tried, a socket is opened, and watched."""
