"""The proof that what is asked again is done once: everybody asks again, and bots are killed."""
