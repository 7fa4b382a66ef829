"""The pieces of use cases that hold a session."""
