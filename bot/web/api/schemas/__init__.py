"""What goes into the calls of the JSON API and comes out, field by field."""
