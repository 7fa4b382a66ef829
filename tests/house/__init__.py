"""What the code is held to, read from its text: who imports whom, circles, sizes, the map."""
