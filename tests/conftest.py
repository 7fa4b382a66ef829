"""What all tests share."""

import gc
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import compiled
import databases
import pytest
import steady_examples
from databases import Kind
from hypothesis import HealthCheck, settings

from scheduling.availability import use_pinned_time_zones

# What is read until all tests are known stays to the end: looking for garbage in it costs a third.
gc.disable()

# Compiled modules are kept whatever the shell says, and however the tests were started: else each
# process of theirs, and each bot that a test starts, compiles all of them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples on every run: a failure is found again by running again.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# The same zones whether or not a bot was started here before, and whatever this machine has.
use_pinned_time_zones()

compiled.share()
steady_examples.share()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let all tests be run on one database."""
    parser.addoption(
        "--database",
        choices=[*Kind],
        help="run all tests on this database; else most on SQLite, and some on both",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Give the bots on PostgreSQL a key: beside SQLite they make one of their own."""
    if config.getoption("--database") == Kind.POSTGRESQL:
        os.environ.setdefault("SECRET_KEYS", f"1:{'t' * 48}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each database that it is for."""
    chosen = metafunc.config.getoption("--database")
    marked = metafunc.definition.get_closest_marker
    if marked("both_databases") and not marked("only_sqlite") and not chosen:
        metafunc.parametrize("database", [*Kind], indirect=True, scope="module")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Two processes a core: many a test waits for a browser, a server or a second."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Have garbage sought again, but not among thousands of tests and all modules."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of SQLite's own ways when all is to run on PostgreSQL."""
    if config.getoption("--database") == Kind.POSTGRESQL:
        for item in items:
            if item.get_closest_marker("only_sqlite"):
                item.add_marker(pytest.mark.skip(reason="about SQLite"))


@pytest.fixture(scope="session", autouse=True)
def servers() -> Iterator[None]:
    """A database server for whoever needs one, shared by all processes of one run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(4)
    # Not among pytest's own folders: another run of pytest would shut the server out of those.
    with databases.server_in(Path(tempfile.gettempdir()) / f"on-the-hour-{run[:8]}"):
        yield


@pytest.fixture(scope="module", autouse=True)
def database(request: pytest.FixtureRequest, servers: None) -> Iterator[Kind]:
    """The kind of database that the tests are for."""
    chosen = request.config.getoption("--database") or Kind.SQLITE
    kind = Kind(getattr(request, "param", chosen))
    with databases.running_on(kind):
        yield kind


@pytest.fixture(autouse=True)
def _databases_are_taken_back() -> Iterator[None]:
    """What a test alone was given, others may be given after it."""
    yield
    databases.take_back()
