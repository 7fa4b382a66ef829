"""The command line: python -m bench.engine.picture. How cost grows with the company, as a picture.

It runs where matplotlib is, which nothing else here needs: `make bench-picture` sees to that.
"""

import json
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_LEFT = (
    "What is done with hours",
    {
        "ORM rows": ("rows as entities", "0.6", "--"),
        "zoneinfo per endpoint": ("zoneinfo per endpoint", "0.4", "--"),
        "hours worked out from what was said": ("worked out from rules", "#1264a3", "-"),
        "hours loaded": ("loaded, worked out ahead", "#2eb67d", "-"),
    },
)
_RIGHT = (
    "An answer for a candidate alone",
    {
        "windows × windows": ("windows × windows", "0.6", "--"),
        "hour lists": ("lists of hours", "0.4", "--"),
        "answer, person by person": ("bits, person by person", "#1264a3", "-"),
        "answer, hour by hour": ("bits, hour by hour", "#2eb67d", "-"),
        "copy of the bytes": ("a mere copy of the bytes", "#e01e5a", ":"),
    },
)


def main(figures: str, picture: str) -> None:
    """Draw the seconds that `bench.engine --figures` wrote, as an SVG."""
    # The same figures give the same file.
    mpl.rcParams.update({"svg.hashsalt": "engine", "svg.fonttype": "none", "font.size": 9})
    costs = json.loads(Path(figures).read_text(encoding="utf-8"))
    sheet = Figure(figsize=(9.5, 4.2), layout="constrained")
    for axes, (title, ways) in zip(sheet.subplots(1, 2, sharey=True), (_LEFT, _RIGHT), strict=True):
        _draw(axes, title, ways, costs)
    sheet.savefig(picture, metadata={"Date": None})


def _draw(
    axes: Axes,
    title: str,
    ways: dict[str, tuple[str, str, str]],
    costs: dict[str, dict[str, float]],
) -> None:
    for way, (label, colour, style) in ways.items():
        sizes = [int(size) for size in costs[way]]
        axes.loglog(
            sizes, list(costs[way].values()), style, color=colour, label=label, marker="o", ms=3
        )
    axes.set_title(title)
    axes.set_xlabel("people, each with 12 weeks of hours")
    axes.set_ylabel("seconds")
    axes.grid(visible=True, which="major", color="0.9")
    axes.legend(frameon=False, fontsize=8)


if __name__ == "__main__":
    main(*sys.argv[1:])
