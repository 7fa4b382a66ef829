"""In which language a page is shown: as the candidate chose, or as their browser asks for."""

import asyncio

from starlette.responses import Response

from bot.web.candidate.accepted import locale_chosen, locale_in
from bot.web.candidate.door import Visit
from bot.web.candidate.main_page import back
from bot.web.candidate.signed_door import Form
from languages.locales import own_style_of
from languages.style import LANGUAGES, TimeStyle
from scheduling.usecases.candidate import keep_own_locale


def style_of_visit(visit: Visit) -> TimeStyle:
    """Return how a candidate's page is written.

    What they chose comes first, then what their browser asks for, then how they use Slack.
    """
    person, usual = visit.page.person, visit.context.rules.candidate_locale
    known = person.own_locale or locale_in(visit.request, usual=usual) or person.locale
    return own_style_of(known or usual, clock=person.clock)


async def keep_browser_s(visit: Visit) -> None:
    """Keep in which language somebody reads the page from which they send, if nobody knows yet."""
    locale = locale_in(visit.request, usual=visit.context.rules.candidate_locale)
    if visit.page.person.own_locale is None and locale is not None:
        await _keep(visit, locale)


async def save_language(visit: Visit, form: Form) -> Response:
    """Have the page and mails be in another language from now on."""
    chosen = form.get("language", [""])[0]
    if chosen not in LANGUAGES:
        return back(visit, "unchanged")
    await _keep(visit, locale_chosen(chosen, visit.request))
    return back(visit, "language")


async def _keep(visit: Visit, locale: str) -> None:
    await asyncio.to_thread(
        keep_own_locale,
        visit.dependencies.store,
        visit.context,
        person_id=visit.page.person.id,
        locale=locale,
    )
