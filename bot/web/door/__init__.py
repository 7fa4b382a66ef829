"""What stands before every call: who comes in, how often, and with how much."""
