"""What notices say, in sentences: once, for every channel."""
