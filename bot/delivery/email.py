"""Mail as a channel: handed to one server, which has no history to look into afterwards.

So what broke off inside a mail is sent once more, byte for byte the same and under the same
Message-ID; a reader's mailbox may still show both.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.delivery.channel import SendOutcome, SendResult
from bot.delivery.smtp import SmtpConnection
from bot.mail.addresses import in_ascii
from bot.mail.letters import LinkOf, mail_of, no_link
from bot.process.settings.mail import Letterhead
from scheduling.messages.reach import UNREACHED
from scheduling.model import Channel, Content, DeliveryPolicy, Invites
from scheduling.results import MessageContext

_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
_WAIT_WHEN_ASKED = timedelta(minutes=1)

MAIL_POLICY = DeliveryPolicy(
    # Longer than all of the steps of one mail may take, and a second beginning.
    lease=timedelta(minutes=6),
    # How long to wait before what broke off is sent once more.
    looks=(timedelta(minutes=1),),
    # Whoever does not know us yet asks for some minutes.
    first_retry=timedelta(minutes=1),
    longest_retry=timedelta(minutes=30),
    # More often, and a wrong password would lock the account.
    broken=timedelta(minutes=15),
)


@dataclass(kw_only=True)
class EmailChannel:
    """Mail to people who have an address and are not in Slack."""

    connection: SmtpConnection
    head: Letterhead
    invites: Invites = Invites.CANDIDATES
    link_of: LinkOf = no_link
    # How often in a row the server could not be reached.
    _failures: int = field(default=0, init=False)

    @property
    def channel(self) -> Channel:
        """Whose messages it takes."""
        return Channel.EMAIL

    @property
    def history(self) -> None:
        """There is none: a mail server can't be asked what it has sent."""
        return

    async def refusal(self, context: MessageContext) -> str:
        """Return why the mail can't be sent at all; empty when it can."""
        return "" if context.recipient.email else UNREACHED

    def render(self, context: MessageContext, *, now: datetime) -> Content:
        """Return the mail as it will stand in every copy, and the address that it goes to."""
        mail = mail_of(context, head=self.head, invites=self.invites, link_of=self.link_of, now=now)
        return {"to": in_ascii(context.recipient.email or ""), "mail": mail}

    def is_for_another(self, context: MessageContext, *, content: Content) -> bool:
        """Tell whether a mail was made when its person had another address."""
        return content.get("to") != in_ascii(context.recipient.email or "")

    async def send(self, context: MessageContext, *, content: Content) -> SendResult:
        """Hand it to the server, once; where that is out of reach, all mail waits."""
        result = await self.connection.send(
            sender=in_ascii(self.head.address),
            to=str(content["to"]),
            message=str(content["mail"]).encode("ascii"),
        )
        if result.outcome is not SendOutcome.LATER:
            self._failures = 0
            return result
        self._failures += 1
        return replace(result, retry_after=self._wait(result.detail))

    def _wait(self, detail: str) -> timedelta:
        doubled = _FIRST_WAIT * (1 << min(self._failures - 1, 10))
        # A server that answers at all has asked us to wait.
        least = _WAIT_WHEN_ASKED if detail[:3].isdigit() else _FIRST_WAIT
        return min(max(doubled, least), _LONGEST_WAIT)

    async def close(self) -> None:
        """Let go of the server."""
        await self.connection.close()
