"""What a start loads, and what it leaves for whoever needs it first."""

import pytest

from bench.start import BAR, Report, measure

LATER = (
    *("aiosmtplib", "alembic", "highspy", "icalendar", "jinja2", "mako", "matplotlib", "numpy"),
    *("ortools", "pandas", "psycopg", "pygments", "scipy"),
)
"""What only some need: migrations, the solver, mail, calendars, PostgreSQL."""
AFTER_CONNECTING = ("fastapi", "starlette", "uvicorn")


@pytest.fixture(name="report", scope="module")
def _a_start() -> Report:
    # To compile all libraries anew takes longer than the starts.
    return measure(runs=1, own_bytecode=False)


def tops(modules: tuple[str, ...]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def test_a_start_on_a_database_of_today_loads_nothing_that_only_some_need(report: Report) -> None:
    loaded = tops(report.modules)

    assert loaded & set(LATER) == set()
    assert loaded >= {"bot", "scheduling", "slack_bolt", "sqlalchemy", *AFTER_CONNECTING}


def test_what_http_stands_on_is_loaded_after_the_bot_is_put_together(report: Report) -> None:
    before = report.modules[: report.modules.index("bot.app")]

    loaded = tops(before)

    assert loaded & {*AFTER_CONNECTING, *LATER} == set()
    assert "slack_bolt" in loaded


def test_a_bot_that_is_connected_holds_little_more_than_its_libraries(report: Report) -> None:
    assert report.memory_ratio <= BAR
