"""What messages say to a reader, without their layout."""
