"""What icalevents sees, in an environment of its own: a calendar comes in, and times go out."""

import json
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalevents.icalparser import parse_events

BERLIN = ZoneInfo("Europe/Berlin")


def main() -> None:
    """Answer one question: from when to when each event in the window is, in seconds."""
    asked = json.load(sys.stdin)
    start, end = (datetime.fromtimestamp(one, UTC) for one in asked["window"])
    seen = parse_events(asked["text"], start=start, end=end, default_span=None, tzinfo=BERLIN)
    json.dump([[_seconds(one.start), _seconds(one.end)] for one in seen], sys.stdout)


def _seconds(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).timestamp()


if __name__ == "__main__":
    main()
