"""`python beside.py --config FILE`: Radicale, for as long as its parent lives."""

import os
import runpy
import sys
import threading


def _end_with_parent() -> None:
    # Standard input ends when whoever has started us does, in whatever way that ends.
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("radicale", run_name="__main__", alter_sys=True)
