"""Who comes in from outside, and what is asked more than once."""
