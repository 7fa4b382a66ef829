"""What all tests share."""

import os

from hypothesis import HealthCheck, settings

# The same examples on every run: a failure is found again by running again.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
