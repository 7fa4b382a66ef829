"""What is given and what a solution is: rounds, plans, and the pools in between."""
