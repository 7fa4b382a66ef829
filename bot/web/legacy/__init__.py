"""Calls of an older system, in its own shape, so that its clients can move to ours."""
