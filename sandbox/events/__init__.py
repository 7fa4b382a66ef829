"""What the app is told, by which way, and the trouble on that way."""
