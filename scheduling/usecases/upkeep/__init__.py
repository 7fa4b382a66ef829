"""What the bot does by itself, at its start and in its rounds, to keep the database in order."""
