"""What other people and programs rely on: it may grow, and nothing of it may be lost."""
