"""A candidate's browser, without scripts, that follows a link to the bot over real HTTP."""

import re
from urllib.parse import urlencode

from web.pages import Form, Page
from web.programs import Program

LINK = re.compile(r"(http://127\.0\.0\.1:\d+)(/candidate/[\w.-]+)")


def link_in(text: str) -> str:
    """The path of the candidate's page that is named in some words."""
    found = LINK.search(text)
    assert found, text
    return found[2]


def browser_for(text: str) -> Program:
    """A browser that reaches the page that is named in some words."""
    found = LINK.search(text)
    assert found, text
    return Program(found[1], token=None)


def opens(browser: Program, path: str) -> Page:
    """The page at a path."""
    return Page(browser.sends("GET", path))


def sends(browser: Program, form: Form) -> Page:
    """The page that a form leads to."""
    body = urlencode(form.fields).encode()
    sort = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.sends("POST", form.action, body, sort)
    assert answer.status == 303, answer.body
    return opens(browser, answer.headers["location"])


def first_hour_of(page: Page, ending: str) -> Form:
    """The form of a page that chooses an hour, with the first chosen."""
    return _choosing(page, ending, 0)


def last_hour_of(page: Page, ending: str) -> Form:
    """The same, with the last chosen."""
    return _choosing(page, ending, -1)


def _choosing(page: Page, ending: str, which: int) -> Form:
    found = re.findall(r'name="start" value="(\d+)"', page.answer.body.decode())
    assert found, page.words
    return page.form(ending).fills(start=found[which])
