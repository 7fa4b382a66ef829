"""How many bookings there are in a second, when many want the same hours: nobody twice."""
