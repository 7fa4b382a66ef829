"""What a worker does with messages: claims them, marks what became of them, takes them back."""
