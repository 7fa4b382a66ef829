"""Clients generated from the description of the API, and whether they are sound."""
