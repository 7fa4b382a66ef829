"""How fast the engine is, against the usual ways."""
