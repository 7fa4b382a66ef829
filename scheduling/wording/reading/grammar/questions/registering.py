"""What to ask back when more than a name stands where a new candidate is named."""

from scheduling.errors import NotUnderstood
from scheduling.wording.reading.grammar.questions import quoted

_THE_FORM = "If somebody is called so, use the form that `/register` alone opens."


def time_in_a_name(text: str) -> NotUnderstood:
    """Ask for the name without days and hours."""
    return NotUnderstood(
        question=f"{quoted(text)} looks like a time, not like a name, so nobody was registered. "
        "Register the name alone, `/register candidate Carl Chen`, and give their hours next: "
        f"`/availability for Carl Chen: tomorrow 9-12`. {_THE_FORM}"
    )


def number_in_a_name(text: str, *, name: str) -> NotUnderstood:
    """Ask for the name without a telephone number."""
    return NotUnderstood(
        question=f"{quoted(text)} looks like a telephone number, which I don't keep, so nobody "
        f"was registered. Leave it out: `/register candidate {name or 'Carl Chen'}`."
    )


def one_person_at_a_time(text: str, *, first: str) -> NotUnderstood:
    """Ask for one person instead of several."""
    return NotUnderstood(
        question=f"{quoted(text)} looks like several people, so nobody was registered. One at a "
        f"time, please: `/register candidate {first}`. {_THE_FORM}"
    )


def city_or_name(city: str, *, name: str, zone: str) -> NotUnderstood:
    """Ask whether a city is where somebody lives, or a part of their name."""
    return NotUnderstood(
        question=f"Is {quoted(city)} where they live, or a part of the name? Nobody was "
        f"registered yet. Write `/register candidate {name}, {city}` if they live there, "
        f"or put a time zone behind the whole name: `/register candidate {name} {city} {zone}`."
    )
