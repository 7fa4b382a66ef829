"""How fast rounds are distributed, and how well."""
