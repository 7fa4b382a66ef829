"""Schemathesis on our own description of the API; it has an environment of its own."""
