"""A backup is whole, is taken while a bot writes, and never covers anything."""

import stat
import threading
from pathlib import Path

import pytest
from databases import new_store
from store_builders import interviewer

from scheduling.errors import BackupNotPossible
from scheduling.store import Store, people

pytestmark = pytest.mark.only_sqlite


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "saved.db"


def url(store_folder: Path) -> str:
    return f"sqlite:///{store_folder / 'bot.db'}"


def test_what_was_saved_can_be_opened_and_is_what_there_was(
    file_store: Store, tmp_path: Path, saved: Path
) -> None:
    with file_store.writing() as session:
        ines = interviewer(session)

    Store.back_up(url(tmp_path), saved)
    with file_store.writing() as session:
        interviewer(session, "Ivo")

    restored = Store.open(f"sqlite:///{saved}")
    with restored.reading() as session:
        assert people.page(session, skip=0, limit=9) == (ines,)
    restored.close()


def test_while_a_bot_writes_every_backup_holds_whole_changes(
    file_store: Store, tmp_path: Path
) -> None:
    enough = threading.Event()

    def writes_pairs() -> None:
        while not enough.is_set():
            with file_store.writing() as session:
                interviewer(session)
                interviewer(session)

    bot = threading.Thread(target=writes_pairs)
    bot.start()
    saved = [tmp_path / f"saved{number}.db" for number in range(5)]
    for each in saved:
        Store.back_up(url(tmp_path), each)
    enough.set()
    bot.join()

    assert [count_in(each) % 2 for each in saved] == [0] * 5


def count_in(file: Path) -> int:
    store = Store.open(f"sqlite:///{file}")
    with store.reading() as session:
        counted = people.count(session)
    store.close()
    return counted


def test_only_its_owner_may_read_it(file_store: Store, tmp_path: Path, saved: Path) -> None:
    Store.back_up(url(tmp_path), saved)

    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_what_is_there_is_left_as_it_is(file_store: Store, tmp_path: Path, saved: Path) -> None:
    saved.write_text("last week's")

    with pytest.raises(BackupNotPossible, match="there already"):
        Store.back_up(url(tmp_path), saved)

    assert saved.read_text() == "last week's"


def test_where_nothing_can_be_written_nothing_is_left(file_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupNotPossible, match="there is no folder"):
        Store.back_up(url(tmp_path), tmp_path / "nowhere" / "saved.db")


def test_a_database_that_is_damaged_gives_no_backup(tmp_path: Path, saved: Path) -> None:
    with new_store(tmp_path).writing() as session:
        for number in range(300):
            interviewer(session, f"Interviewer {number}")
    damaged = tmp_path / "bot.db"
    damaged.write_bytes(damaged.read_bytes()[:8192] + b"\xff" * 40_960)

    with pytest.raises(BackupNotPossible):
        Store.back_up(url(tmp_path), saved)

    assert sorted(tmp_path.glob("saved*")) == []


@pytest.mark.parametrize(
    "place", ["sqlite://", "sqlite:////nowhere/bot.db", "postgresql://somebody:secret@nowhere/bot"]
)
def test_what_is_no_file_is_refused_without_its_secrets(place: str, saved: Path) -> None:
    with pytest.raises(BackupNotPossible) as caught:
        Store.back_up(place, saved)

    assert "secret" not in str(caught.value)
    assert not saved.exists()
