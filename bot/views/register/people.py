"""Registering: what is said after it, and the list of everyone."""

from collections.abc import Sequence
from enum import StrEnum
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.views.block_kit.blocks import (
    Blocks,
    Shown,
    actions,
    bold_name,
    button,
    confirm,
    context_line,
    escape,
    escape_sentence,
    option,
    section,
    shown_names,
)
from bot.views.block_kit.carried import carried
from scheduling.errors import NameTaken, listed
from scheduling.model import Actor, Person, Role
from scheduling.results import Listing
from scheduling.timespan import Clock
from scheduling.wording.saying.people import outcome_words, rights_words

OPEN_CANDIDATE = "register_open_candidate"
OPEN_SELF = "register_open_self"
CHANGE = "register_change_candidate"
MORE = "register_more"
LIST = "register_list"
DECIDED = "register_decided"
DEPARTED = "register_departed"
_MOST_NAMED = 10
PAGE = 15


class Choice(StrEnum):
    """What the menu beside somebody offers."""

    CHANGE = "change"
    OUTCOME = "outcome"
    MERGE = "merge"
    REMOVE = "remove"
    ERASE = "erase"


_CHOICES = {
    Choice.CHANGE: "Change details",
    Choice.OUTCOME: "What became of them",
    Choice.MERGE: "Registered twice",
    Choice.REMOVE: "Remove",
    Choice.ERASE: "Erase",
}

HELP = """*Register* yourself or, as a coordinator, others:
• `/register` opens a form
• `/register list` shows everyone
• `/register interviewer` or `/register candidate` registers you
• `/register interviewer Europe/Berlin` sets your time zone as well
• `/register clock 24` writes times as 14:00 to you, and `/register clock 12` as 2:00 PM
• `/register candidate Carl Chen carl@example.com Europe/London` registers a candidate from \
outside Slack (coordinators)
• `/register coordinator @ivo` makes somebody a coordinator; `/register not coordinator @ivo` \
takes it back (coordinators)
• `/register outcome Carl Chen hired` notes what became of a candidate (`rejected`, `withdrawn`, \
or `none`); `/register list outcomes` shows whom that is known of (coordinators)
• `/register merge Dora D. into Dora Diaz` makes one person of two who are the same (coordinators)
• `/register remove Dora Diaz` takes somebody out, and says first what that means (coordinators)
• `/register export` gives you all that I hold about you as a file, and \
`/register export Carl Chen` what I hold about him (coordinators)
• `/register erase Carl Chen` erases for good what tells who a candidate is, and says first what \
that means (coordinators)"""


def registered_words(person: Person) -> str:
    """Say how somebody is registered now, and what to do next."""
    zone = escape(person.time_zone)
    if person.role is None:
        return f"You are a coordinator, and in no interviews yourself. Your time zone: *{zone}*."
    return (
        f"You are registered as {with_article(person.role)}. Your time zone: *{zone}*.\n"
        "Next, say when you have time: `/availability`"
    )


def clock_words(person: Person) -> str:
    """Say by which clock somebody is told times from now on."""
    return f"Saved: I write times to you as *{_shown_time(person)}* from now on."


def clock_again_words(person: Person) -> str:
    """Say by which clock somebody is told times again."""
    return f"I write times to you as *{_shown_time(person)}* again."


def _shown_time(person: Person) -> str:
    return "14:00" if person.style.clock is Clock.TWENTY_FOUR_HOURS else "2:00 PM"


def candidate_words(person: Person) -> str:
    """Say that a candidate is registered."""
    email = f", {escape(person.email)}" if person.email else ""
    zone = escape(person.time_zone)
    return f"{bold_name(person)} is registered as a candidate{email}, in the time zone *{zone}*."


def next_words(person: Person, *, has_hours: bool) -> str:
    """Say what to do with a candidate next."""
    name = escape(person.name)
    if has_hours:
        return f"Next, find a time: `/find-slots {name}`"
    return f"Next, give their hours: `/availability for {name}: tomorrow 9-12`"


def with_article(role: Role) -> str:
    """Return "an interviewer" or "a candidate"."""
    return f"an {role}" if role is Role.INTERVIEWER else f"a {role}"


def changed_words(person: Person) -> str:
    """Say what is known of a candidate after a change."""
    zone = escape(person.time_zone)
    email = f", {escape(person.email)}" if person.email else ""
    return f"Saved: {bold_name(person)}{email}, in the time zone *{zone}*."


def coordinator_words(person: Person) -> str:
    """Say whether somebody is a coordinator now."""
    now = "a coordinator now" if person.is_coordinator else "no coordinator any more"
    return f"{bold_name(person)} is {now}."


def left_out_words(names: Sequence[str], *, count: int) -> str:
    """Say which members of a group are not in an answer; `count` is of all of them."""
    shown = ", ".join(map(escape, names))
    more = f" and {count - len(names)} more" if count > len(names) else ""
    return f"Left out, since they have given no hours yet: {shown}{more}."


def known_already_words(taken: NameTaken, *, zone: ZoneInfo) -> str:
    """Say that there is such a candidate, who may be the one that is meant."""
    return (
        f"{escape_sentence(taken.sentence(zone=zone))} Is it them? Then change what is known of "
        "them."
    )


def change_button(person_id: int, name: str) -> ButtonElement:
    """Return the button that changes what is known of a candidate."""
    return button("Change details", action_id=CHANGE, value=str(person_id), spoken=f"Change {name}")


def list_blocks(listing: Listing, *, reader: Actor) -> Blocks:
    """Return one page of everyone registered."""
    if not listing.total:
        return [section(list_words(listing))]
    shown = shown_names(listing.people)
    rows = (_row(person, listing, shown, reader=reader) for person in listing.people)
    head = section(f"*{list_words(listing)}*")
    asked = [*_departing(listing, reader=reader), *_to_confirm(listing, reader=reader)]
    return [head, *asked, *rows, *_paging(listing, LIST), *_left_out(listing, reader=reader)]


def list_words(listing: Listing) -> str:
    """Say how many there are, or what to do when there is nobody."""
    if not listing.total:
        return "Nobody is registered yet. Giving hours registers you: `/availability`"
    return f"{listing.total} registered"


def decided_blocks(listing: Listing) -> Blocks:
    """Return one page of the candidates who are decided on, for coordinators."""
    shown = shown_names(listing.people)
    rows = [
        section(
            f"{bold_name(person, shown)} – {outcome_words(person)}",
            accessory=_menu(person),
            block_id=f"person:{person.id}",
        )
        for person in listing.people
    ]
    return [section(f"*{decided_words(listing)}*"), *rows, *_paging(listing, DECIDED)]


def decided_words(listing: Listing) -> str:
    """Say how many candidates are decided on."""
    if not listing.total:
        return "No candidate is decided on yet."
    return f"Candidates who are decided on: {listing.total}"


def _left_out(listing: Listing, *, reader: Actor) -> Blocks:
    """Says where those are who are decided on, on the last page."""
    is_last = listing.skip + len(listing.people) >= listing.total
    if not listing.decided or not is_last or not reader.is_coordinator:
        return []
    label = f"Decided on ({listing.decided})"
    return [actions(button(label, action_id=DECIDED, value="0"))]


def _row(person: Person, listing: Listing, shown: Shown, *, reader: Actor) -> Block:
    roles = [str(person.role)] if person.role else []
    roles += [_coordinator(person, listing, reader)] if person.is_coordinator else []
    facts = [", ".join(roles) or "in no interviews", escape(person.time_zone)]
    facts += [] if person.slack_user_id else ["not in Slack"]
    facts += ["has left: Slack account deactivated"] if person.is_deactivated else []
    facts += ["no hours yet"] if person.id in listing.without_hours else []
    return section(
        f"{bold_name(person, shown)} – {' · '.join(facts)}",
        accessory=_menu(person) if reader.is_coordinator else None,
        block_id=f"person:{person.id}" if reader.is_coordinator else None,
    )


def _menu(person: Person) -> OverflowMenuElement:
    """What a coordinator may do about somebody."""
    choices = [Choice.CHANGE] if person.slack_user_id is None else []
    choices += [Choice.OUTCOME] if person.role is Role.CANDIDATE else []
    choices += [Choice.MERGE, Choice.REMOVE]
    choices += [Choice.ERASE] if person.role is Role.CANDIDATE else []
    options = [option(_CHOICES[choice], f"{choice}:{person.id}") for choice in choices]
    return OverflowMenuElement(action_id=MORE, options=options)


@carried()
def read_choice(value: str) -> tuple[Choice, int]:
    """Return what was picked in such a menu, and about whom."""
    verb, _, person_id = value.partition(":")
    return Choice(verb), int(person_id)


def _coordinator(person: Person, listing: Listing, reader: Actor) -> str:
    source = rights_words(person.rights, granters=listing.granters, zone=reader.zone)
    return f"coordinator ({escape(source)})"


def _to_confirm(listing: Listing, *, reader: Actor) -> Blocks:
    """Asks about those of whom nobody knows any more who made them coordinators."""
    asked = [person for person in listing.people if person.rights.is_unexplained]
    if not asked or not reader.is_coordinator:
        return []
    names = listed([bold_name(person) for person in asked])
    return [
        context_line(
            f"Are they still to be coordinators: {names}? I did not note who made them one. "
            "`/register coordinator @name` confirms it, `/register not coordinator @name` takes "
            "it back."
        )
    ]


def _departing(listing: Listing, *, reader: Actor) -> Blocks:
    """Asks whether so many people have really left."""
    if not listing.departing or not reader.is_coordinator:
        return []
    names = listed([bold_name(person) for person in listing.departing[:_MOST_NAMED]])
    more = len(listing.departing) - _MOST_NAMED
    names += f" and {more} more" if more > 0 else ""
    words = (
        f"Slack says that the accounts of {len(listing.departing)} people have ended at the same "
        f"time: {names}. Have they left? I have changed nothing yet."
    )
    left = button(
        "They have left",
        action_id=DEPARTED,
        confirm=confirm(
            title="Have they left?",
            text="Nobody can book them any more, and coordinators are told of each interview "
            "that needs somebody else.",
            yes="They have left",
            no="Leave it for now",
        ),
    )
    return [section(words, accessory=left)]


def departed_words(left: tuple[Person, ...]) -> str:
    """Say whose leaving has been confirmed."""
    if not left:
        return "Nobody waits to be confirmed any more."
    names = listed([bold_name(person) for person in left])
    have = "has" if len(left) == 1 else "have"
    return (
        f"{names} {have} left: nobody can book them any more. Coordinators get a message about "
        "each interview that needs somebody else."
    )


def _paging(listing: Listing, action_id: str) -> Blocks:
    if listing.total <= PAGE:
        return []
    shown = len(listing.people)
    buttons = []
    if listing.skip > 0:
        back = str(max(listing.skip - PAGE, 0))
        buttons.append(button("Previous page", action_id=f"{action_id}_back", value=back))
    if listing.skip + shown < listing.total:
        buttons.append(button("Next page", action_id=action_id, value=str(listing.skip + PAGE)))
    where = context_line(f"{listing.skip + 1}–{listing.skip + shown} of {listing.total}")
    return [where, actions(*buttons)]
