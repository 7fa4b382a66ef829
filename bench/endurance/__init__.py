"""What hours of use do to the bot's process: its memory, its threads and its open files."""
