"""The solver, and the check that its plans must pass before anybody sees them."""

from datetime import timedelta

from scheduling.distribution import Plan, Progress, Round, Seating, distribute, faults_in, rebalance


class PlanWrong(Exception):
    """A plan did not pass the check: a fault of ours, and nothing to show."""


def planned(
    round: Round,
    *,
    within: timedelta,
    present: tuple[Seating, ...] | None = None,
    progress: Progress | None = None,
    evenly: bool = False,
) -> Plan:
    """Return the best plan that can be found in the time, checked.

    With `present` interviews, it is the one with the fewest moves among those that serve as
    many; with `evenly`, among the most even of those. Raises PlanWrong when it does not pass the
    check.
    """
    seconds = within.total_seconds()
    if present is None:
        plan = distribute(round, seconds=seconds, progress=progress)
    else:
        plan = rebalance(
            round, present=present, seconds=seconds, progress=progress, evenly=evenly
        ).plan
    return checked(plan, round=round, present=present)


def checked(plan: Plan, *, round: Round, present: tuple[Seating, ...] | None = None) -> Plan:
    """Return a plan of a round as it is. Raises PlanWrong when it does not pass the check."""
    # The checker shares no line with the solver, so a fault of the one is not the other's too.
    faults = faults_in(plan, round=round, present=present)
    if faults:
        raise PlanWrong("; ".join(faults))
    return plan
