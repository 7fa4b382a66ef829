"""What is said, in the language of whoever reads it: sentences by gettext, days by the CLDR."""
