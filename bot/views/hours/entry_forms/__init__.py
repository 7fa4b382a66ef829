"""A form for each kind of entry: what it asks, and how that is said as one would type it."""
