"""The best on one level, by a mixed-integer linear program."""
