"""The JSON API: a router for each noun, and what all of its calls have in common."""
