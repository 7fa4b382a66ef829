"""Asking addresses that anybody may have typed: only public ones, only so long, only so much."""
