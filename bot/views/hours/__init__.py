"""Somebody's hours: seeing, giving and changing them."""
