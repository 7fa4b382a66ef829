"""The life of an interview: which changes are legal."""
