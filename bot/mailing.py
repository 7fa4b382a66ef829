"""Mail, put together: loaded only where there is a mail server."""

from dataclasses import replace

from bot.delivery.email import MAIL_POLICY, EmailChannel
from bot.delivery.smtp import SmtpConnection
from bot.delivery.worker import Delivery
from bot.process.config import Settings
from bot.process.signing.candidate_links import CandidateLinks
from scheduling.errors import NoAddressForLinks, NoKeysForLinks
from scheduling.model import USUAL
from scheduling.model.notices_about_people import LinkSent
from scheduling.results import MessageContext


def by_mail(settings: Settings, *, beside: Delivery) -> Delivery:
    """Return the delivery by mail, for the process that has another one already."""
    # A trial that hurries with one channel hurries with all.
    waits = MAIL_POLICY if beside.policy is USUAL else beside.policy
    return Delivery(
        store=beside.store,
        channel=mail_channel(settings),
        clock=beside.clock,
        follow=beside.follow,
        policy=replace(waits, a_minute=settings.mail_a_minute),
        candidates_see_panel=settings.candidates_see_panel,
        reach=beside.reach,
        # Large hosts allow three connections to each sender, and a bot is not always alone.
        at_once=1,
    )


def mail_channel(settings: Settings) -> EmailChannel:
    """Return the way to the mail server of the settings, which must name one.

    Raises KeysUnusable.
    """
    server, head = settings.mail_server, settings.letterhead
    assert server is not None
    connection = SmtpConnection(server=server, domain=head.domain)
    links = CandidateLinks(public_url=settings.public_url, keys=settings.keys())
    return EmailChannel(
        connection=connection,
        head=head,
        invites=settings.mail.invites,
        link_of=lambda context: link_in(context, links),
    )


def link_in(context: MessageContext, links: CandidateLinks) -> str | None:
    """Return the address of their own page that stands in somebody's mail; None without one."""
    notice = context.claimed.message.notice
    page = context.page and context.page.word
    word = notice.word if isinstance(notice, LinkSent) else page
    try:
        return links.address(word) if word else None
    except (NoAddressForLinks, NoKeysForLinks):
        return None
