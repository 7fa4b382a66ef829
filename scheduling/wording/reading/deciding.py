"""A sentence read in every way that is likely: one meaning is taken, several are asked back."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

from languages.catalogue import gettext
from scheduling.errors import NotUnderstood, Reading, SchedulingError, SeveralReadings, listed
from scheduling.model import MINUTES_PER_DAY
from scheduling.timespan import Clock, current_style
from scheduling.wording.reading.grammar.choices import ANSWERS, Choices, Doubt, RuledOut
from scheduling.wording.reading.grammar.tokens import LONGEST_TEXT
from scheduling.wording.reading.parsed import ParsedAvailability, said_words, sentence_of
from scheduling.wording.saying.dates import short_date
from scheduling.wording.saying.hours import date_words, minute_words

LONGEST_LABEL = 75
_Read = Callable[[Choices], ParsedAvailability]


def decided(read: _Read, *, today: date) -> ParsedAvailability:
    """Return what a sentence gives, where it leaves nothing open.

    `read` reads it with given answers. Raises SeveralReadings, with those that can be kept, and
    whatever `read` raises if none of them can.
    """
    choices = Choices(are_offered=True)
    first = _outcome(read, choices)
    if not choices.about:
        return _kept(first)
    outcomes = [_outcome(read, each) for each in _every(choices)]
    outcomes = [each for each in outcomes if not isinstance(each, RuledOut)] or outcomes
    likely = [each for each in outcomes if isinstance(each, ParsedAvailability)]
    if not likely:
        return _kept(outcomes[-1])
    # Two ways of reading that save the same are one, and nothing to ask about.
    distinct = list(dict.fromkeys(likely))
    always_asked = any(ANSWERS[doubt] == 1 for doubt in choices.about)
    if len(distinct) == 1 and len(likely) == len(outcomes) and not always_asked:
        return distinct[0]
    raise _asked(choices, distinct, today=today)


def _outcome(read: _Read, choices: Choices) -> ParsedAvailability | SchedulingError:
    try:
        return read(choices)
    except SchedulingError as refusal:
        return refusal


def _kept(outcome: ParsedAvailability | SchedulingError) -> ParsedAvailability:
    if isinstance(outcome, SchedulingError):
        raise outcome
    return outcome


def _every(choices: Choices) -> Iterator[Choices]:
    doubts = list(choices.about)
    for answers in product(*(range(ANSWERS[doubt]) for doubt in doubts)):
        taken = dict(zip(doubts, answers, strict=True))
        yield Choices(taken=taken, are_offered=True)


def _asked(choices: Choices, likely: list[ParsedAvailability], *, today: date) -> NotUnderstood:
    labels = [_label(each, set(choices.about), today=today) for each in likely]
    if len(set(labels)) < len(labels):
        labels = [_in_full(each) for each in likely]
    readings = tuple(
        Reading(label=label, sentence=sentence_of(each), words=said_words(each))
        for label, each in zip(labels, likely, strict=True)
    )
    question = _question(choices, likely)
    # A button can hold no sentence that would be refused when it is pressed.
    if any(len(reading.sentence) > LONGEST_TEXT for reading in readings):
        shorter = gettext("{question} Please write a part of it at a time.")
        return NotUnderstood(question=shorter.format(question=question))
    ways = listed([f"`{reading.sentence}`" for reading in readings], joiner="or")
    whole = gettext("{question} Write {ways}.").format(question=question, ways=ways)
    return SeveralReadings(question=whole, asked=question, readings=readings)


def _question(choices: Choices, likely: list[ParsedAvailability]) -> str:
    about = choices.about
    if Doubt.LIST in about and len(likely) == 1:
        return _about(gettext("Did you mean each day of “{said}”?"), about[Doubt.LIST])
    if len(about) > 1 and set(about) != {Doubt.LIST, Doubt.WEEKS}:
        return gettext("That can be meant in several ways.")
    if Doubt.HALF in about:
        return _about(gettext("Is {said} in the morning or in the afternoon?"), about[Doubt.HALF])
    if Doubt.START in about:
        return _about(gettext("From which week on is “{said}”?"), about[Doubt.START])
    if Doubt.WEEKS in about:
        sentence = gettext("Is “{said}” every week, or only the coming days?")
        return _about(sentence, about[Doubt.WEEKS])
    if Doubt.LAST in about:
        sentence = gettext("Is {said} the last day off, or the first day back?")
        return _about(sentence, about[Doubt.LAST])
    if Doubt.OFF in about:
        return _about(gettext("What of “{said}” is time off?"), about[Doubt.OFF])
    if Doubt.END in about:
        return _about(gettext("Until when, “{said}”?"), about[Doubt.END])
    if Doubt.ORDER in about:
        return _about(gettext("Is {said}?"), about[Doubt.ORDER])
    sentence = gettext("Did you mean {said}? This year that day is over.")
    return _about(sentence, short_date(_days(likely[0])[0]))


def _about(sentence: str, said: str) -> str:
    return sentence.format(said=said)


def _label(said: ParsedAvailability, about: set[Doubt], *, today: date) -> str:
    if about - {Doubt.LIST} == {Doubt.WEEKS}:
        return _weeks_label(said, today=today)
    if about == {Doubt.HALF}:
        return _half_label(said)
    if about == {Doubt.START}:
        first = min(part.recurrence.first for part in said.weekly)
        return gettext("From {day}").format(day=date_words(first))
    if about == {Doubt.LAST} and said.time_off and not (said.windows or said.weekly):
        return gettext("Last day off: {day}").format(day=date_words(_last_day_off(said)))
    if about == {Doubt.END} and len(ends := _ends(said)) == 1:
        return gettext("Until {time}").format(time=minute_words(ends.pop()))
    if about in ({Doubt.YEAR}, {Doubt.ORDER}) and len(_days(said)) == 1:
        return short_date(_days(said)[0])
    return _in_full(said)


def _weeks_label(said: ParsedAvailability, *, today: date) -> str:
    if not said.windows:
        return gettext("Every week")
    if said.weekly:
        return _in_full(said)
    weeks = {window.day.isocalendar()[:2] for window in said.windows}
    if weeks == {today.isocalendar()[:2]}:
        return gettext("Only this week")
    following = date.fromordinal(today.toordinal() + 7)
    if weeks == {following.isocalendar()[:2]}:
        return gettext("Only next week")
    return gettext("Only the coming days")


def _half_label(said: ParsedAvailability) -> str:
    """The start, or the end of time off that has none."""
    hours = [*(part.hours for part in said.windows), *(part.hours for part in said.weekly)]
    first = (hours or [part.hours for part in said.time_off])[0]
    minute = first.start or first.end
    style = current_style()
    if style.clock is Clock.TWENTY_FOUR_HOURS or not style.is_english:
        return minute_words(minute % MINUTES_PER_DAY)
    shown = f"{minute // 60 % 12 or 12}" + (f":{minute % 60:02d}" if minute % 60 else "")
    return f"{shown} {'AM' if minute // 60 % 24 < 12 else 'PM'}"


def _last_day_off(said: ParsedAvailability) -> date:
    last = said.time_off[-1]
    return date.fromordinal(last.day.toordinal() + (last.hours.end - 1) // MINUTES_PER_DAY)


def _ends(said: ParsedAvailability) -> set[int]:
    hours = [*(part.hours for part in said.windows), *(part.hours for part in said.weekly)]
    return {part.end for part in hours}


def _in_full(said: ParsedAvailability) -> str:
    words = "; ".join(said_words(said))
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _days(said: ParsedAvailability) -> list[date]:
    return [*(part.day for part in said.windows), *(part.day for part in said.time_off)]
