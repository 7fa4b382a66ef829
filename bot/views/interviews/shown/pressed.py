"""What a button about an interview carries: which it is, and how it stood when it was shown."""

from dataclasses import dataclass
from datetime import UTC, datetime

from slack_sdk.models.blocks import ButtonElement

from bot.views.block_kit.blocks import button
from bot.views.block_kit.carried import carried
from scheduling.model import UNSEEN, Interview, Seen
from scheduling.wording.saying.reader import Reader

UNDO_DECLINE = "interview_undo_decline"


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


@carried()
def read_pressed(value: str) -> Pressed:
    """Return what a button carries. Raises ValueError for what no version has made."""
    ids, _, stood = value.partition("@")
    seen = None
    if stood:
        revision, start = map(int, stood.split(":"))
        seen = Seen(revision=revision, start=datetime.fromtimestamp(start, UTC))
    return Pressed(ids=tuple(map(int, ids.split(":"))), seen=seen)


def spoken(label: str, interview: Interview, *, reader: Reader) -> str:
    """Return the name of a button for those who hear it alone, away from the row it is in."""
    # The hour first: the end of what is too long is cut.
    return f"{label}: {reader.time_words(interview.start)}, {interview.candidate.name}"


def undo_decline_button(interview: Interview, *, reader: Reader) -> ButtonElement:
    """Return the button by which an interviewer who had declined says that they can come."""
    start = int(interview.start.timestamp())
    # The revision tells one time of declining from the next.
    value = f"{interview.id}:{start}@{interview.revision}"
    name = spoken("I can after all", interview, reader=reader)
    return button("I can after all", action_id=UNDO_DECLINE, value=value, spoken=name)


@carried()
def read_undo_decline(value: str) -> tuple[int, datetime]:
    """Return the id of the interview, and the start that had been declined."""
    interview_id, start = map(int, value.partition("@")[0].split(":"))
    return interview_id, datetime.fromtimestamp(start, UTC)
