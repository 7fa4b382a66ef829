"""The files by which the bot is put on machines, read and tried without any of these machines."""
