"""Messages that go by mail, as short as a table of cases wants them."""

from dataclasses import replace
from email.message import EmailMessage

from post_office import read
from time_builders import at

from bot.mail.letters import LinkOf, mail_of, no_link
from bot.process.settings.mail import Letterhead
from scheduling.model import (
    ClaimedMessage,
    Interview,
    Invites,
    Notice,
    Person,
    PlannedMessage,
    Role,
)
from scheduling.results import MessageContext
from scheduling.timespan import Clock

NOW = at("2026-11-09 08:00")
TEN = at("2026-11-10 10:00")
CARL = Person(
    id=1,
    name="Carl Chen",
    role=Role.CANDIDATE,
    time_zone="Europe/Berlin",
    email="carl@example.com",
    clock=Clock.TWENTY_FOUR_HOURS,
)
INES = Person(
    id=2, name="Ines Iversen", role=Role.INTERVIEWER, time_zone="UTC", email="ines@example.com"
)
IVO = Person(id=3, name="Ivo Ito", role=Role.INTERVIEWER, time_zone="UTC", slack_user_id="UIVO")
CORA = Person(id=5, name="Cora Costa", role=None, time_zone="UTC", slack_user_id="UCORA")
INTERVIEW = Interview(
    id=7, candidate=CARL, interviewers=(INES, IVO), start=TEN, uid="b0a7-1", invite_sequence=2
)
HEAD = Letterhead(
    address="interviews@acme.example",
    name="Acme Interviews",
    reply_to="people@acme.example",
    company="Acme",
    contact="people@acme.example, +49 30 123",
)


def context_of(
    notice: Notice, *, to: Person = CARL, interview: Interview = INTERVIEW
) -> MessageContext:
    """A message about an interview, claimed."""
    message = PlannedMessage(
        person_id=to.id,
        notice=notice,
        dedupe_key="key",
        due_at=NOW,
        interview_id=interview.id,
    )
    claimed = ClaimedMessage(
        id=1, uid="c0ffee", epoch=1, attempts=0, lease_until=NOW, since=NOW, message=message
    )
    people = {person.id: person for person in (CORA, *interview.people)}
    return MessageContext(claimed=claimed, recipient=to, interview=interview, people=people)


def mail_about(
    notice: Notice,
    *,
    to: Person = CARL,
    interview: Interview = INTERVIEW,
    head: Letterhead = HEAD,
    invites: Invites = Invites.CANDIDATES,
    link_of: LinkOf = no_link,
) -> EmailMessage:
    """The mail, read back."""
    context = context_of(notice, to=to, interview=interview)
    return read(raw_of(context, head=head, invites=invites, link_of=link_of))


def raw_of(
    context: MessageContext,
    *,
    head: Letterhead = HEAD,
    invites: Invites = Invites.CANDIDATES,
    link_of: LinkOf = no_link,
) -> bytes:
    """The mail as it is handed over."""
    written = mail_of(context, head=head, invites=invites, link_of=link_of, now=NOW)
    return written.encode("ascii")


def called(name: str) -> Interview:
    """An interview whose candidate has that name."""
    return replace(INTERVIEW, candidate=replace(CARL, name=name))
