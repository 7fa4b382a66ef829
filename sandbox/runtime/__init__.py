"""Servers and apps that run, in threads and processes of their own."""
