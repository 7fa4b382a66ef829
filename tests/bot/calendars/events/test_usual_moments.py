"""Times that are written the usual way are read as those that are written otherwise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars.events.values import Moment, lines_of, moment_of

BERLIN = ZoneInfo("Europe/Berlin")
written = st.one_of(
    st.text("0123456789", min_size=14, max_size=14),
    st.datetimes().map(lambda one: f"{one:%Y%m%d%H%M%S}".rjust(14, "0")),
    # Hours, minutes and seconds that clocks have hardly ever.
    st.builds(
        lambda day, clock: f"{day:%Y%m%d}".rjust(8, "0") + clock,
        st.dates(),
        st.sampled_from(["240000", "235960", "240001", "006000", "000061", "٠٠٠٠٠٠"]),
    ),
)


def read(value: str) -> Moment | None:
    try:
        return moment_of(value, zone=BERLIN)
    except (ValueError, OverflowError):
        return None


@given(written, st.sampled_from(["", "Z"]))
def test_a_large_t_means_what_a_small_one_does(digits: str, z: str) -> None:
    usual, other = (read(f"{digits[:8]}{t}{digits[8:]}{z}") for t in "Tt")

    assert usual == other
    assert getattr(usual, "tzinfo", None) is getattr(other, "tzinfo", None)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("20261201T090000", datetime(2026, 12, 1, 9, tzinfo=BERLIN)),
        ("20261201T090000Z", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("20261201T240000Z", datetime(2026, 12, 2, tzinfo=UTC)),
        ("20261201T235960Z", datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)),
        ("20261201T0900", datetime(2026, 12, 1, 9, tzinfo=BERLIN)),
        ("20261201", date(2026, 12, 1)),
        # What programs write.
        ("2026-12-01T09:00:00", datetime(2026, 12, 1, 9, tzinfo=BERLIN)),
        ("2026-12-01T09:00Z", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("20261201T103000+0130", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-1201", None),
        ("20261201T09:0000", None),
        ("20261201T090000+9900", None),
        # What Python itself would take.
        ("2026W491T090000", None),
        ("20261201T0900+1", None),
        ("20261201T090000.5", None),
        ("20261201 090000", None),
    ],
)
def test_a_time_is_read_and_nothing_else_is(value: str, meant: Moment | None) -> None:
    assert read(value) == meant


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("DTSTART:20261201", {}),
        ("dtstart;tzid=Europe/Berlin:20261201", {"TZID": "Europe/Berlin"}),
        ('DTSTART;TZID="Europe/Berlin";X=1:20261201', {"TZID": "Europe/Berlin", "X": "1"}),
        ("DTSTART;" + "X=1;" * 100 + "TZID=UTC:20261201", {"X": "1", "TZID": "UTC"}),
    ],
)
def test_a_line_is_read_however_long_its_beginning_is(
    text: str, parameters: dict[str, str]
) -> None:
    # Twice, since the beginnings of lines are remembered.
    (line,), (again,) = lines_of(text), lines_of(text)

    assert line == again
    assert (line.name, dict(line.parameters), line.value) == ("DTSTART", parameters, "20261201")


def test_what_is_no_line_is_passed_over() -> None:
    assert list(lines_of("DTSTART\n;X=1:2\nA B;X=1:2\nEND:VEVENT")) == [
        *lines_of("END:VEVENT"),
    ]
