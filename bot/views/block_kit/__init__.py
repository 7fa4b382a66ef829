"""The few pieces that every view is made of."""
