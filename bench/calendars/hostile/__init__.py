"""The proof that hostile calendars do no harm: 300 of them, read as any, and each told of."""
