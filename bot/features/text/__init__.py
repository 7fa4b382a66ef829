"""What people type and fill in, as what the use cases take."""
