"""What to ask back about people, and about the days that stand beside them, in Slack alone."""

from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions import quoted


def all_or_any() -> NotUnderstood:
    """Ask whether everybody or anybody is meant."""
    return NotUnderstood(
        question="All of them, or any of them? "
        "For example `Carl with @ines @ivo`, or `Carl with any of @ines @ivo`."
    )


def not_a_name(text: str) -> NotUnderstood:
    """Ask for a name where there are only signs."""
    return NotUnderstood(
        question=f"I did not understand {quoted(text)} as a name. "
        "For example `Carl with @ines @ivo next week`."
    )


def name_and_email() -> NotUnderstood:
    """Ask for what registers a candidate."""
    return NotUnderstood(
        question="Who? Write a name, and if you have them an email address and a time zone: "
        "`Carl Chen carl@example.com Europe/London`."
    )


def one_row_of_days(text: str) -> NotUnderstood:
    """Ask for days in a row, or for weekdays among them."""
    return NotUnderstood(
        question=f"I can look at one row of days at a time, and {quoted(text)} are several. "
        "For example `next week`, or `Mondays and Fridays next month`."
    )


def hours_of_one_day(text: str) -> NotUnderstood:
    """Ask for hours that do not go from one day to another."""
    return NotUnderstood(
        question=f"Please name days and hours by themselves, not as in {quoted(text)}. "
        "For example `tomorrow after noon`, or `Mon-Fri 9-12`."
    )


def day_or_person(word: str, text: str) -> NotUnderstood:
    """Ask whether a word is the day, or whoever is called like it."""
    text = text.replace(f" , {word}", f" {word}")
    with_day = text.replace(f" {word}", f" on {word}", 1)
    with_them = text.replace(f" {word}", f" with {word}", 1)
    return NotUnderstood(
        question=f"Is {quoted(word)} the day, or the person called so? "
        f"Write `{with_day}` for the day, or `{with_them}` for the person."
    )


def unread(text: str) -> NotUnderstood:
    """Say which part of a question is taken neither for a name nor for a time."""
    return NotUnderstood(
        question=f"I did not understand {quoted(text)} as days or hours, so I have not looked. "
        "People come first, days and hours last: `Carl with @ines @ivo tomorrow 10-12`."
    )
