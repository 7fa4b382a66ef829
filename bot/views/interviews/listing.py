"""The interviews ahead as a list: by day, with menus that filter it, a page at a time."""

from itertools import groupby

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, context_line, divider, section
from bot.views.block_kit.carried import carried, carried_id
from bot.views.interviews.filters import decode, encode, filter_menus, wanted_words
from bot.views.interviews.shown.people import names_in
from bot.views.interviews.shown.rows import interview_rows
from bot.views.interviews.untold import people_to_tell_button
from scheduling.model import Actor, RequestContext
from scheduling.model.interviews import EVERYTHING, InterviewFilter, Which
from scheduling.results import InterviewPage
from scheduling.timespan import day_words

MORE = "interviews_more"
OPEN = "interviews_open"
PAGE = 10
"""Of each up to three blocks, and a line above its day: a message has room for 50."""
_FEW = 3
"""So few can be looked through without menus."""

HELP = """*Interviews ahead*
• `/interviews` shows yours; coordinators see everybody's
• `/interviews Carl next week` shows Carl's of next week; `/interviews today` all of today
• `/interviews waiting` shows what waits for a coordinator: `open` seats, people who are `untold`, \
and what lies `outside` somebody's changed hours
• `/interviews past` and `/interviews cancelled Carl` show those that are over, or off
• Each has buttons to move or cancel it, to change its panel (coordinators), or to say that you \
can't make it
• `/interviews place Carl: Room 4` says where Carl's is (coordinators); so do `title`, `note` and \
`note for panel`, and `none` takes it away
• `/interviews history` shows who did what (coordinators)
• `/interviews calendar` gives you an address at which your own calendar finds them
• `/interviews export` gives coordinators a link to a table of all, or of those asked for: \
`/interviews export next week`
• To book one, find a time first: `/find-slots`"""


def list_blocks(page: InterviewPage, *, context: RequestContext) -> Blocks:
    """Return a page of interviews by day, each with what its reader may do."""
    reader = context.actor
    if not page.total and page.wanted == EVERYTHING:
        return [section(_nothing_ahead(reader)), *_people_to_tell(page)]
    blocks: Blocks = [section(_heading(page, context))]
    if page.total > _FEW or page.wanted != EVERYTHING:
        blocks.append(filter_menus(page, context=context))
    blocks += _people_to_tell(page)
    shown = names_in(page.interviews)
    by_day = groupby(page.interviews, key=lambda each: day_words(each.start, zone=reader.zone))
    for _, interviews in by_day:
        blocks.append(divider())
        for interview in interviews:
            blocks += interview_rows(
                interview, shown, reader=reader, now=context.now, missed=page.undelivered
            )
    return [*blocks, *_paging(page)]


def list_words(page: InterviewPage) -> str:
    """Say how many there are, for notifications."""
    where = "ahead" if page.wanted.which is Which.AHEAD else page.wanted.which.value
    return f"{page.total} interview{'s' * (page.total != 1)} {where}"


def list_view(blocks: Blocks) -> View:
    """Return the list as a modal."""
    return View(type="modal", title="Interviews", close="Done", blocks=blocks)


def with_news(words: str, blocks: Blocks) -> Blocks:
    """Return the list with what has just been done to it on top."""
    return [section(words), divider(), *blocks]


@carried()
def read_page(value: str) -> tuple[int, InterviewFilter]:
    """Return how many a button of a list skips, and which it shows."""
    # Buttons of an older version hold a number alone.
    skip, _, wanted = value.partition(" ")
    return carried_id(skip), decode(wanted) if wanted else EVERYTHING


def page_value(wanted: InterviewFilter, *, skip: int = 0) -> str:
    """Return the value of a button that shows a page of a list."""
    return f"{skip} {encode(wanted)}"


def _heading(page: InterviewPage, context: RequestContext) -> str:
    wanted = wanted_words(page, context=context)
    whose = "All interviews ahead" if context.actor.is_coordinator else "Your interviews ahead"
    if not wanted:
        return f"*{whose}* ({page.total})"
    which = "Interviews" if context.actor.is_coordinator else "Your interviews"
    heading = f"*{which} {wanted}* ({page.total})"
    return heading if page.total else f"{heading}\nNone. The menus below show others."


def _people_to_tell(page: InterviewPage) -> Blocks:
    """The button that leads to them; what is off is in no list of what is ahead."""
    return [actions(people_to_tell_button())] if page.has_people_to_tell else []


def _nothing_ahead(reader: Actor) -> str:
    if reader.is_coordinator:
        return "No interviews ahead. `/find-slots` finds a time for one."
    return "You have no interviews ahead. You get a message as soon as one is booked."


def _paging(page: InterviewPage) -> Blocks:
    if page.total <= PAGE:
        return []
    shown = len(page.interviews)
    buttons = []
    if page.skip > 0:
        back = page_value(page.wanted, skip=max(page.skip - PAGE, 0))
        buttons.append(button("Show earlier", action_id=f"{MORE}_back", value=back))
    if page.skip + shown < page.total:
        ahead = page_value(page.wanted, skip=page.skip + PAGE)
        buttons.append(button("Show more", action_id=MORE, value=ahead))
    where = context_line(f"{page.skip + 1}–{page.skip + shown} of {page.total}")
    return [divider(), where, actions(*buttons)]
