"""What a button about an interview carries: which it is, and how it stood when it was shown."""

from dataclasses import dataclass
from datetime import UTC, datetime

from scheduling.model import UNSEEN, Interview, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button that was pressed: the ids in it, that of the interview first."""

    ids: tuple[int, ...]
    # None for buttons of earlier versions, which know of no revision.
    seen: Seen | None

    @property
    def interview_id(self) -> int:
        """The interview that it is about."""
        return self.ids[0]

    @property
    def all_seen(self) -> Seen:
        """How it stood, whatever it was."""
        return UNSEEN if self.seen is None else self.seen

    @property
    def start_seen(self) -> Seen:
        """The hour alone: all that matters to whoever says that they can't come then."""
        return Seen(start=self.all_seen.start)


def pressed_value(interview: Interview, *more: int) -> str:
    """Return what a button carries: the interview's id and more ids, and how it stands."""
    ids = ":".join(map(str, (interview.id, *more)))
    return f"{ids}@{interview.revision}:{int(interview.start.timestamp())}"


def read_pressed(value: str) -> Pressed:
    """Return what a button carries. Raises ValueError for what no version has made."""
    ids, _, stood = value.partition("@")
    seen = None
    if stood:
        revision, start = map(int, stood.split(":"))
        seen = Seen(revision=revision, start=datetime.fromtimestamp(start, UTC))
    return Pressed(ids=tuple(map(int, ids.split(":"))), seen=seen)
