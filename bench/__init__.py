"""What the performance figures are made with: `make bench`, or `python -m bench --help`."""
