"""Interviews: booking, moving, and those ahead."""
