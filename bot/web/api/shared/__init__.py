"""What all calls of the API have in common, whatever noun they are about."""
