"""A store within one transaction."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

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
