"""Registering people, and the list of them."""
