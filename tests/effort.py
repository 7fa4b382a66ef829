"""How much is tried: enough to find a fault within minutes, or, with EFFORT=20, overnight."""

import os

_TIMES = int(os.environ.get("EFFORT", "1"))


def examples(usual: int) -> int:
    """So many examples, times the effort."""
    return usual * _TIMES
