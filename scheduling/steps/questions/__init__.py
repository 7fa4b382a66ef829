"""What a question is answered from: the words of it, and the hours of everybody."""
