"""Which field of a call is at fault, where what refuses it knows no fields."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.web.api.schemas.interviews import InterviewShown
from scheduling import errors
from scheduling.errors import SchedulingError


class FieldWrong(Exception):
    """A field holds what can't be; `sentence` says so to people."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class AtFault(Exception):
    """What a use case refuses, and the field that it is about in this call."""

    def __init__(self, field: str, error: SchedulingError) -> None:
        super().__init__(str(error))
        self.field, self.error = field, error


class StaleRevision(Exception):
    """A program would change an interview that is not what it has seen any more."""

    def __init__(
        self, error: errors.InterviewChanged, *, interview: InterviewShown, status: int
    ) -> None:
        super().__init__(str(error))
        self.error, self.interview, self.status = error, interview, status


@contextmanager
def blaming(*, candidate: str, interviewer: str) -> Iterator[None]:
    """Name the field that is about somebody who can't be what they are named as.

    Those are the names that the two sides have in a call.
    """
    try:
        yield
    except errors.WrongRole as error:
        raise AtFault(candidate if "candidate" in error.needed else interviewer, error) from None
    except errors.SamePersonTwice as error:
        raise AtFault(interviewer, error) from None


@contextmanager
def looking_for(field: str) -> Iterator[None]:
    """Name the field that holds the id of nobody."""
    try:
        yield
    except errors.NobodyWithId as error:
        raise AtFault(field, error) from None


@contextmanager
def naming_the_unknown(**ids: Sequence[int]) -> Iterator[None]:
    """Name the field that holds the id of nobody, where all are looked up at once.

    `ids` are those that each field holds.
    """
    try:
        yield
    except errors.NobodyWithId as error:
        for field, held in ids.items():
            if error.id in held:
                raise AtFault(field, error) from None
        raise
