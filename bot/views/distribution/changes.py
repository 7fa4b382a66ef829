"""What is different in another plan, in words: who moves, and who can't have theirs any more."""

from datetime import tzinfo

from bot.views.block_kit.blocks import shown_names
from bot.views.distribution.words import name_list, names_in
from scheduling.distribution import Plan, PlanChange, Seating
from scheduling.results import BookingConflict, Draft, RoundNews, SincePlanned
from scheduling.timespan import words_for
from scheduling.wording.saying.distribution import LONGEST_NAME, Names, hour_words, why_set_back

_MOST = 15


def conflict_words(conflicts: tuple[BookingConflict, ...], *, zone: tzinfo) -> str:
    """Say that nothing was booked, and because of whom."""
    shown = shown_names((each.person for each in conflicts), longest=LONGEST_NAME)
    lines = [
        f"• *{shown[conflict.person.id]}* {why_set_back(conflict, zone=zone)}"
        for conflict in conflicts[:_MOST]
    ]
    if len(conflicts) > _MOST:
        lines.append(f"• and {len(conflicts) - _MOST} more")
    return "\n".join([":warning: *Nothing was booked*, as something has changed:", *lines])


def since_words(since: tuple[SincePlanned, ...], *, zone: tzinfo) -> str:
    """Say what has become of a booked round since it was planned again; "" where nothing has."""
    shown = shown_names((each.candidate for each in since), longest=LONGEST_NAME)
    lines = [f"• *{shown[each.candidate.id]}*: {_since(each, zone)}" for each in since[:_MOST]]
    if len(since) > _MOST:
        lines.append(f"• and {len(since) - _MOST} more")
    head = ":warning: *Nothing was changed*, as the round is not what was planned from:"
    return "\n".join([head, *lines]) if since else ""


def _since(each: SincePlanned, zone: tzinfo) -> str:
    was = "" if each.was is None else words_for(each.was, zone=zone)
    now = "" if each.now is None else words_for(each.now, zone=zone)
    return {
        RoundNews.BOOKED: f"has an interview now, {now}",
        RoundNews.MOVED: f"moved from {was} to {now}",
        RoundNews.CANCELLED: f"the interview on {was} is cancelled",
        RoundNews.PANEL_CHANGED: f"another panel on {was}",
        RoundNews.TOO_NEAR: f"{was} is too near to be changed",
    }[each.what]


def change_words(draft: Draft, *, zone: tzinfo) -> str:
    """Say who moves, candidate by candidate, and how many stay as they are."""
    is_rebalanced = draft.round.rebalances is not None
    outcome = draft.outcome if is_rebalanced else draft.proposal or draft.outcome
    return _changes_words(draft.changes, outcome.plan, names_in(draft), zone)


def even_change_words(draft: Draft, *, zone: tzinfo) -> str:
    """Say the same of the more even plan of a round that is levelled again."""
    assert draft.proposal is not None  # that is the more even plan
    return _changes_words(draft.even_changes, draft.proposal.plan, names_in(draft), zone)


def _changes_words(changes: tuple[PlanChange, ...], plan: Plan, people: Names, zone: tzinfo) -> str:
    if not changes:
        return "*Nobody moves.*"
    lines = [_change(change, people, zone) for change in changes]
    hidden = len(lines) - _MOST
    shown = [*lines[:_MOST], f"• and {hidden} changes more"] if hidden > 0 else lines
    return "\n".join(["*What changes:*", *shown, _rest(changes, plan)])


def _change(change: PlanChange, people: Names, zone: tzinfo) -> str:
    before, after = change.before, change.after
    if before is None:
        return _joined(after, people, zone) if after else ""
    if after is None:
        return _left(before, people, zone)
    if before.hour == after.hour:
        return _repanelled(before, after, people, zone)
    return _moved(before, after, people, zone)


def _moved(before: Seating, after: Seating, people: Names, zone: tzinfo) -> str:
    was, now = (hour_words(each.hour, zone=zone) for each in (before, after))
    panel = ""
    if before.panel != after.panel:
        panel = (
            f", with {name_list(after.panel, people)} instead of {name_list(before.panel, people)}"
        )
    return f"• *{people[after.candidate]}* moves from {was} to *{now}*{panel}"


def _repanelled(before: Seating, after: Seating, people: Names, zone: tzinfo) -> str:
    coming = [id for id in after.panel if id not in before.panel]
    leaving = [id for id in before.panel if id not in after.panel]
    if coming and leaving:
        what = f"{name_list(coming, people)} in the place of {name_list(leaving, people)}"
    elif coming:
        what = f"{name_list(coming, people)} {'joins' if len(coming) == 1 else 'join'}"
    else:
        what = f"{name_list(leaving, people)} {'leaves' if len(leaving) == 1 else 'leave'}"
    who, hour = people[after.candidate], hour_words(after.hour, zone=zone)
    return f"• *{who}*, {hour}: {what}"


def _joined(seating: Seating, people: Names, zone: tzinfo) -> str:
    who, hour = people[seating.candidate], hour_words(seating.hour, zone=zone)
    return f"• *{who}* gets *{hour}* with {name_list(seating.panel, people)}"


def _left(seating: Seating, people: Names, zone: tzinfo) -> str:
    who, hour = people[seating.candidate], hour_words(seating.hour, zone=zone)
    return f"• *{who}* gets no interview any more; it was {hour}"


def _rest(changes: tuple[PlanChange, ...], plan: Plan) -> str:
    same = len(plan.seatings) - sum(change.after is not None for change in changes)
    if not same:
        return "Nobody else is in the plan."
    return "1 interview stays as it is." if same == 1 else f"{same} interviews stay as they are."
