"""Who hears of a change from us, and whom somebody has to tell, dressed for Slack."""

from bot.views.block_kit.marked import mrkdwn
from scheduling.messages.reach import channel_of
from scheduling.model import Actor, Channel, Interview
from scheduling.results import InterviewChange
from scheduling.wording.saying.notices import untold as saying
from scheduling.wording.saying.reader import Reader


def who_is_told(change: InterviewChange, *, reader: Actor) -> str:
    """Say who is told by direct message, and what others must be told by the reader."""
    return mrkdwn(saying.who_is_told(change, reader=reading(reader)))


def who_would_be_told(interview: Interview, *, reader: Reader) -> str:
    """Say who will hear of it if it is done, and whom one has to tell oneself."""
    unreached = [person for person in interview.people if channel_of(person) is None]
    people = interview.people
    return mrkdwn(saying.who_would_be_told(people, unreached=unreached, reader=reader))


def reading(actor: Actor) -> Reader:
    """Return whoever asks for something as a reader in Slack."""
    return Reader(person=actor.person, zone=actor.zone, channel=Channel.SLACK)
