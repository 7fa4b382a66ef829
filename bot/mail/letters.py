"""A message of the outbox as a mail to its person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address

from bot.mail.addresses import in_ascii
from bot.mail.dressing import as_html, as_text
from bot.mail.invite import invite, method_of
from bot.mail.message import MailMessage, written
from bot.process.settings.mail import Letterhead
from languages.catalogue import gettext
from scheduling.model import Channel, Interview, Invites, Person
from scheduling.results import MessageContext
from scheduling.timespan import written_in
from scheduling.wording.saying.notices.letters import Letter, Sender, letter_of
from scheduling.wording.saying.reader import Reader

LinkOf = Callable[[MessageContext], str | None]
"""Where the person can do more about an interview than answer the mail; None: nowhere."""


def no_link(context: MessageContext) -> str | None:
    """Return that there is no such page."""
    return None


def mail_of(
    context: MessageContext,
    *,
    head: Letterhead,
    invites: Invites,
    link_of: LinkOf = no_link,
    now: datetime,
) -> str:
    """Return the mail as it is handed over. Its person must have an address.

    Raises CannotBeSaid, and ValueError for what can't stand in a mail.
    """
    address = in_ascii(context.recipient.email or "")
    context = replace(context, recipient=replace(context.recipient, email=address))
    receiver, news = context.recipient, context.news
    is_candidate = all(receiver.id == each.candidate.id for each in news.interviews)
    calendar = any(
        _has_invite(context, each, head=head, invites=invites) for each in news.interviews
    )
    with written_in(receiver.own_style(usual=head.locale)):
        letter = letter_of(
            news,
            # Whom they meet is for those to tell who arrange it.
            reader=Reader.of(receiver, channel=Channel.EMAIL, host=_host(head, is_candidate)),
            sender=Sender(company=head.company, contact=head.contact, privacy_url=head.privacy_url),
            has_invite=calendar,
            link=link_of(context),
            now=now,
        )
        return written(_put_together(context, letter, head=head, has_invite=calendar, now=now))


def sender_of(head: Letterhead) -> Address:
    """Return from whom mails come."""
    local, _, domain = head.address.rpartition("@")
    return Address(display_name=head.name, username=local, domain=domain)


def _put_together(
    context: MessageContext,
    letter: Letter,
    *,
    head: Letterhead,
    has_invite: bool,
    now: datetime,
) -> MailMessage:
    receiver, message = context.recipient, context.claimed.message
    calendar = None
    if has_invite:
        (interview,) = context.news.interviews
        calendar = invite(
            interview,
            kind=message.kind,
            receiver=receiver,
            organizer=(head.company or head.name, head.reply_to),
            summary=letter.event,
            fields=letter.event_fields,
            # When it became so, and not when it is said: one that comes late is no later word.
            said_at=message.due_at,
        ).to_ical()
    return MailMessage(
        uid=context.claimed.uid,
        sender=sender_of(head),
        reply_to=head.reply_to,
        to=receiver.email or "",
        subject=letter.subject,
        text=as_text(letter),
        html=as_html(letter),
        calendar=calendar,
        method=method_of(message.kind) if has_invite else None,
        language=letter.language,
        at=now,
    )


def _has_invite(
    context: MessageContext, interview: Interview, *, head: Letterhead, invites: Invites
) -> bool:
    receiver = context.recipient
    # An entry of which one is the organizer oneself, calendars take for one's own.
    if method_of(context.claimed.message.kind) is None or _is_at(receiver, head.reply_to):
        return False
    is_candidate = receiver.id == interview.candidate.id
    return invites is Invites.EVERYBODY or (invites is Invites.CANDIDATES and is_candidate)


def _is_at(person: Person, address: str) -> bool:
    return (person.email or "").casefold() == address.casefold()


def _host(head: Letterhead, is_candidate: bool) -> str | None:
    return (head.company or gettext("us")) if is_candidate else None
