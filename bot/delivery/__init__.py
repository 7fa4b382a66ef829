"""Delivering planned messages: the worker, the channels, and the rounds that wake it."""
