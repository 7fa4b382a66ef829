"""What is said of earlier hours: that they are looked for, and what has come of it."""

from scheduling.model import RequestContext
from scheduling.model.rounds import EarlierState, RoundState
from scheduling.results import Draft


def hours_words(draft: Draft, *, context: RequestContext) -> str:
    """Say what is known of plans as good as this one with earlier hours."""
    earlier, seconds = draft.round.earlier, int(context.rules.distribution_time.total_seconds())
    if earlier is None or draft.round.state is not RoundState.DRAFT:
        return ""
    return {
        EarlierState.LOOKING: (
            ":hourglass_flowing_sand: I am still looking for earlier hours, for at most "
            f"{seconds} seconds. You can book this plan as it is."
        ),
        EarlierState.FOUND: (
            ":sunrise: There is a plan as good as this one with earlier hours. "
            "This one stays as it is until you look at that."
        ),
        EarlierState.NONE: "No plan as good as this one has earlier hours.",
        EarlierState.OPEN: (
            f"Some hours might still be earlier: {seconds} seconds were not enough to tell."
        ),
        EarlierState.STOPPED: (
            "I was stopped while I was looking for earlier hours. This plan can be booked as it is."
        ),
    }[earlier.as_of(context.now)]


def has_earlier(draft: Draft) -> bool:
    """Tell whether there is a plan with earlier hours to be shown."""
    earlier = draft.round.earlier
    return earlier is not None and earlier.state is EarlierState.FOUND


def earlier_words(draft: Draft) -> str:
    """Say how many interviews are earlier than in the plan before, and how many are later."""
    both = [(each.before, each.after) for each in draft.changes]
    moved = [(was.hour, now.hour) for was, now in both if was and now]
    earlier = sum(now < was for was, now in moved)
    later = sum(now > was for was, now in moved)
    words = f":sunrise: *{interviews_words(earlier)} earlier*"
    if later:
        words += f" and {later} later"
    return f"{words} than in the plan before. As many are served, and as evenly."


def interviews_words(count: int) -> str:
    """Return "1 interview" or "3 interviews"."""
    return "1 interview" if count == 1 else f"{count} interviews"
