"""By what messages go out: a new channel stands here and in a file of `bot.delivery`."""

from collections.abc import Callable

from bot.delivery.slack import SlackChannel
from bot.delivery.worker import Delivery
from bot.process.clock import Clock
from bot.process.config import Settings
from bot.slack.client import messenger
from scheduling.messages.reach import reach_by
from scheduling.model import USUAL, DeliveryPolicy
from scheduling.store import Store


def deliveries_by(
    settings: Settings,
    *,
    store: Store,
    clock: Clock,
    follow: Callable[[], None],
    policy: DeliveryPolicy = USUAL,
) -> tuple[Delivery, ...]:
    """Return a delivery by each channel that the settings have switched on; by Slack always."""
    by_slack = Delivery(
        store=store,
        channel=SlackChannel(client=messenger(settings)),
        clock=clock,
        follow=follow,
        policy=policy,
        reach=reach_by(settings.rules),
        candidates_see_panel=settings.candidates_see_panel,
    )
    if not settings.mail.is_on:
        return (by_slack,)
    # Here and not above: most bots have no mail, and start sooner without what it stands on.
    from bot.mailing import by_mail

    return (by_slack, by_mail(settings, beside=by_slack))
