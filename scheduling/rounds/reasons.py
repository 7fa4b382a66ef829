"""Why somebody is left out, where it is not their hours but the notice that they need."""

from dataclasses import replace

from scheduling.distribution.problem.plan import (
    Help,
    HelpKind,
    Plan,
    Unneeded,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.rounds.limits import HeldBack, Hours


def with_limits_as_reasons(plan: Plan, *, hours: Hours, kept_out: HeldBack) -> Plan:
    """Return a plan whose reasons say so where hours were held back by a limit.

    The solver knows nothing of such hours: to it, somebody is just not free then.
    """
    return replace(
        plan,
        waiting=tuple(_waiting(each, hours, kept_out) for each in plan.waiting),
        unneeded=tuple(_unneeded(each, kept_out) for each in plan.unneeded),
        help=None if plan.help is None else _help(plan.help, kept_out),
    )


def _waiting(waiting: Waiting, hours: Hours, kept_out: HeldBack) -> Waiting:
    candidate, reason = waiting.candidate, waiting.reason
    if reason is WhyWaiting.NO_HOURS and candidate in kept_out.near:
        return replace(waiting, reason=WhyWaiting.TOO_SOON)
    if reason is WhyWaiting.NO_HOURS and candidate in kept_out.full:
        return replace(waiting, reason=WhyWaiting.AT_OWN_LIMIT)
    if reason is WhyWaiting.NOBODY_FREE and _is_near(hours[candidate], kept_out, but=candidate):
        return replace(waiting, reason=WhyWaiting.PANEL_TOO_SOON)
    return waiting


def _is_near(hours: frozenset[int], kept_out: HeldBack, *, but: int) -> bool:
    """Whether somebody else could come at one of the hours, were there time to tell them."""
    return any(hours & ticks for id, ticks in kept_out.near.items() if id != but)


def _unneeded(unneeded: Unneeded, kept_out: HeldBack) -> Unneeded:
    if unneeded.reason is WhyUnneeded.NO_HOURS and unneeded.interviewer in kept_out.near:
        return replace(unneeded, reason=WhyUnneeded.TOO_SOON)
    return unneeded


def _help(help: Help, kept_out: HeldBack) -> Help | None:
    """The help without those who are free at the hour already, but could not be told in time."""
    if help.kind is not HelpKind.ONE_MORE_HOUR:
        return help
    able = tuple(id for id in help.interviewers if help.hour not in kept_out.of(id))
    return replace(help, interviewers=able) if able else None
