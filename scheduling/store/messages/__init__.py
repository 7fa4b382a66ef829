"""Messages on their way: planned, due, sent, unknown, undelivered."""
