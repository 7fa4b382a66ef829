"""Signs of life and figures: what tells how the bot is doing."""
