"""What the workspace holds: people, conversations, views, tokens, traffic."""
