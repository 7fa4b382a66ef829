"""Stores within one transaction."""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from scheduling.store.database import Store


class JoinedStore(Store):
    """Whatever use cases do with it is kept with one transaction that is under way, or undone.

    So two things happen both or not at all, and neither has to know of the other.
    """

    def __init__(self, session: Session) -> None:
        """Join the transaction of a session."""
        self._session = session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give the transaction, which sees what was done in it so far."""
        yield self._session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give the transaction; an exception undoes what was done in this block alone."""
        with self._session.begin_nested():
            yield self._session

    @contextmanager
    def writing_about(
        self, person_ids: Collection[int] = (), *, interview_id: int | None = None
    ) -> Iterator[Session]:
        """Give the transaction: whoever has begun it writes alone."""
        with self.writing() as session:
            yield session

    @contextmanager
    def stepping(self) -> Iterator[Session]:
        """Give the transaction."""
        with self.writing() as session:
            yield session


class NeedsToWriteAlone(Exception):
    """More is to be written than the locks of the first write are for. Nothing has been."""


@dataclass(frozen=True, slots=True)
class _About:
    """Whom the transaction may write about; an interview's people as well."""

    people: frozenset[int]
    interview_id: int | None

    def covers(self, other: "_About") -> bool:
        same = other.interview_id in {None, self.interview_id}
        return same and other.people <= self.people


class FirstWriteStore(Store):
    """Whatever use cases do with it is one transaction, under the locks of the first of them.

    It lasts for the block in which the store is used, and is kept when that ends well. Until
    something is written, what is read is each time as it is then. What does not begin well is
    undone whole, and something else may begin.
    """

    def __init__(self, store: Store, *, begun: Callable[[Session], None]) -> None:
        """`begun` is called with each transaction that begins, before anything else is done."""
        self._store, self._begun = store, begun
        self._open = ExitStack()
        self._session: Session | None = None
        # None: nobody else writes meanwhile.
        self._about: _About | None = None

    def __enter__(self) -> Self:
        """Begin with no transaction."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep what was written, or undo it."""
        self._session = None
        self._open.__exit__(kind, error, trace)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give the transaction, if one has begun, else a view of its own."""
        if self._session is not None:
            yield self._session
            return
        with self._store.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give the transaction, in which nobody else writes. Raises NeedsToWriteAlone."""
        with self._given(self._store.writing, about=None) as session:
            yield session

    @contextmanager
    def writing_about(
        self, person_ids: Collection[int] = (), *, interview_id: int | None = None
    ) -> Iterator[Session]:
        """Give the transaction, as `Store.writing_about`. Raises NeedsToWriteAlone."""

        def opened() -> AbstractContextManager[Session]:
            return self._store.writing_about(person_ids, interview_id=interview_id)

        about = _About(people=frozenset(person_ids), interview_id=interview_id)
        with self._given(opened, about=about) as session:
            yield session

    @contextmanager
    def stepping(self) -> Iterator[Session]:
        """Give the transaction, in which nobody else writes. Raises NeedsToWriteAlone."""
        with self.writing() as session:
            yield session

    def add_last(self, add: Callable[[Session], None]) -> None:
        """Add something to the transaction, whatever its locks are; where there is none, alone."""
        if self._session is not None:
            add(self._session)
            return
        with self.writing() as session:
            add(session)

    @contextmanager
    def _given(
        self, opened: Callable[[], AbstractContextManager[Session]], *, about: _About | None
    ) -> Iterator[Session]:
        if self._session is None:
            with self._beginning(opened(), about=about) as session:
                yield session
            return
        if self._about is not None and (about is None or not self._about.covers(about)):
            raise NeedsToWriteAlone
        with JoinedStore(self._session).writing() as session:
            yield session

    @contextmanager
    def _beginning(
        self, opened: AbstractContextManager[Session], *, about: _About | None
    ) -> Iterator[Session]:
        self._session, self._about = self._open.enter_context(opened), about
        try:
            self._begun(self._session)
            yield self._session
        except BaseException:
            # Nothing else was done in it: so the whole of it goes, and no savepoint is needed.
            self._session = None
            self._open.__exit__(*sys.exc_info())
            raise
