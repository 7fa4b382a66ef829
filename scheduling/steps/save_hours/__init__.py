"""Saving the hours that somebody gives, and telling all that there is to say about them."""
