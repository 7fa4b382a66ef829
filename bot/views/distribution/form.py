"""Asking for a distribution: the form, and what stands in the values of its buttons."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    ExternalDataMultiSelectElement,
    InputBlock,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import context_line, field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import CANDIDATE_MENU, INTERVIEWERS_MENU, chosen_ids, values_of
from scheduling.errors import (
    DaysBackToFront,
    DaysHavePassed,
    DaysTooFar,
    NoInterviewerFree,
    PanelLimits,
    SchedulingError,
)
from scheduling.model import NO_LIMIT, Limit, Rules
from scheduling.wording.saying.distribution import working_days_words

FORM_VIEW = "distribute"
OPEN_FORM = "distribute_open"

HELP = """*Distribute candidates over interviewers*, fairly: I propose who interviews whom and \
when, and nothing is booked before you say so.
• `/distribute Ana and Ben next week` – with everybody who has free hours
• `/distribute Ana, Ben with @ines @ivo next week` – with these interviewers only
• `/distribute all next week` – everybody who waits
• `/distribute all next week mornings max 2 a day` – only then, and nobody more than twice a day
• `/distribute rebalance` – plans a booked round again, with the fewest changes
• `/distribute` alone opens a form, with the sizes of panels
It serves as many candidates as possible, gives nobody a second interview without need, and \
spreads spare interviewers evenly. It keeps to the workspace's limit for a day, and leaves time to \
tell those whom neither Slack nor mail reaches; the form changes both for one plan."""

_LARGEST = 8
_MOST_A_DAY = 8
_MOST_WORKING_DAYS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswers:
    """What was filled in: ids of people, the first and the last day, the sizes of panels."""

    candidate_ids: tuple[int, ...]
    interviewer_ids: tuple[int, ...]
    first_day: date
    last_day: date
    min_panel: int
    max_panel: int | None
    may_meet_again: bool
    daily_cap: Limit
    hand_notice: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What a button of a plan means: a round, the version seen, and the lines to leave out."""

    round_id: int
    version: int
    skip: int = 0

    @property
    def which(self) -> dict[str, int]:
        """The round and its version, by the names that the use cases take."""
        return {"round_id": self.round_id, "version": self.version}


def encode(pressed: Pressed) -> str:
    """Write what a button means into its value."""
    return f"{pressed.round_id}:{pressed.version}:{pressed.skip}"


@carried()
def decode(value: str) -> Pressed:
    """Read back what `encode` wrote."""
    round_id, version, skip = map(int, value.split(":"))
    return Pressed(round_id=round_id, version=version, skip=skip)


def form_view(*, first_day: date, last_day: date, rules: Rules) -> View:
    """Return the form that asks whom, when, how large panels are to be, and what to keep to."""
    again = option(
        "People who have met before may meet again",
        "again",
        description="Otherwise I keep them apart.",
    )
    return View(
        type="modal",
        callback_id=FORM_VIEW,
        title="Distribute",
        submit="Make a plan",
        close="Cancel",
        blocks=[
            context_line("You get a plan to look at first. Nothing is booked before you say so."),
            _people_field("Candidates", CANDIDATE_MENU, "Everybody who waits"),
            _people_field("Interviewers", INTERVIEWERS_MENU, "Everybody with free hours"),
            _day_field("From", first_day),
            _day_field("To", last_day),
            _size_field("Interviewers in a panel, at least", "least", no_limit=False),
            _size_field("Interviewers in a panel, at most", "most", no_limit=True),
            _limit_field(
                "Interviews a day for each person, at most",
                "a_day",
                options=_with_none("No limit", _numbers(_MOST_A_DAY, rules.daily_cap)),
                usual=rules.daily_cap,
                hint="By each person's own day; what is booked already counts.",
            ),
            _limit_field(
                "Notice for those who have to be told by hand",
                "hand_notice",
                options=_with_none("No notice", _notices(rules.hand_notice)),
                usual=rules.hand_notice,
                hint="For people whom neither Slack nor mail reaches: somebody has to tell them.",
            ),
            field(
                "Met before",
                CheckboxesElement(action_id="value", options=[again]),
                block_id="again",
                optional=True,
            ),
        ],
    )


@carried()
def read_form(view: dict[str, Any]) -> FormAnswers:
    """Return what was filled in."""
    values = values_of(view)
    most = values["most"]["selected_option"]["value"]
    a_day = values["a_day"]["selected_option"]["value"]
    notice = values["hand_notice"]["selected_option"]["value"]
    return FormAnswers(
        candidate_ids=chosen_ids(values["candidates"]),
        interviewer_ids=chosen_ids(values["interviewers"]),
        first_day=date.fromisoformat(values["from"]["selected_date"]),
        last_day=date.fromisoformat(values["to"]["selected_date"]),
        min_panel=int(values["least"]["selected_option"]["value"]),
        max_panel=None if most == NO_LIMIT else int(most),
        may_meet_again=bool(values["again"]["selected_options"]),
        daily_cap=NO_LIMIT if a_day == NO_LIMIT else int(a_day),
        hand_notice=NO_LIMIT if notice == NO_LIMIT else int(notice),
    )


def at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """Return the field beside which an error of the form is shown."""
    match error:
        case DaysBackToFront() | DaysHavePassed() | DaysTooFar():
            return "to"
        case PanelLimits():
            return "most"
        case NoInterviewerFree():
            return "interviewers"
        case _:
            return "candidates"


def _people_field(label: str, action_id: str, everybody: str) -> InputBlock:
    menu = ExternalDataMultiSelectElement(
        action_id=action_id, placeholder="Type a name", min_query_length=0
    )
    hint = f"Leave it empty for {everybody[0].lower()}{everybody[1:]}."
    return field(label, menu, block_id=label.lower(), optional=True, hint=hint)


def _day_field(label: str, day: date) -> InputBlock:
    picker = DatePickerElement(action_id="value", initial_date=day.isoformat())
    return field(label, picker, block_id=label.lower())


def _size_field(label: str, block_id: str, *, no_limit: bool) -> InputBlock:
    sizes = [option(str(size), str(size)) for size in range(1, _LARGEST + 1)]
    options = [option("No limit", NO_LIMIT), *sizes] if no_limit else sizes
    menu = StaticSelectElement(action_id="value", options=options, initial_option=options[0])
    return field(label, menu, block_id=block_id)


def _limit_field(
    label: str, block_id: str, *, options: list[Option], usual: int | None, hint: str
) -> InputBlock:
    """A menu for a limit of this plan, with the workspace's own chosen."""
    chosen = NO_LIMIT if usual is None else str(usual)
    initial = next(each for each in options if each.value == chosen)
    menu = StaticSelectElement(action_id="value", options=options, initial_option=initial)
    return field(label, menu, block_id=block_id, hint=hint)


def _with_none(words: str, others: list[Option]) -> list[Option]:
    return [option(words, NO_LIMIT), *others]


def _numbers(most: int, usual: int | None) -> list[Option]:
    """The numbers to choose from, and the workspace's own if it is none of these."""
    return [
        option(str(number), str(number)) for number in sorted({*range(1, most + 1), usual or 1})
    ]


def _notices(usual: int | None) -> list[Option]:
    days = sorted({*range(1, _MOST_WORKING_DAYS + 1), usual or 1})
    return [option(working_days_words(number), str(number)) for number in days]
