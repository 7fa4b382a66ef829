"""The JSON API: a router for each noun, and what they share."""
