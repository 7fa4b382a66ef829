"""What is offered in the place of what is not read: nothing that would be refused itself.

Words that may mean several things are offered as one of them, in the whole sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateutil.easter import easter

from languages.catalogue import gettext
from languages.days import weekday_name
from languages.style import current_style
from scheduling.errors import NotUnderstood, Reading, SchedulingError, SeveralReadings
from scheduling.model import Weekday
from scheduling.wording.reading.deciding import LONGEST_LABEL
from scheduling.wording.reading.grammar.calendar import month_of, next_weekday
from scheduling.wording.reading.grammar.languages import english
from scheduling.wording.reading.grammar.questions import quoted
from scheduling.wording.reading.grammar.questions.dates import day_and_month
from scheduling.wording.reading.grammar.questions.recurring import off_every_week
from scheduling.wording.reading.grammar.tokens import LONGEST_TEXT
from scheduling.wording.reading.parsed import ParsedAvailability, said_words, sentence_of

_EXAMPLE = re.compile(r"`([^`]*)`")
# As they are quoted in English, German, and French or Spanish.
_QUOTED = "„[^“]*“|“[^”]*”|«[^»]*»"
_SENTENCE = re.compile(rf"(?:`[^`]*`|{_QUOTED}|[^`„“«.?])+[.?]?\s*")
_PARTS_OF_A_DAY = {
    "9-12": "früh vormittag vormittags morgens matin por_la_mañana de_la_mañana por_la_manana",
    "14-17": "nachmittag nachmittags après-midi apres-midi por_la_tarde de_la_tarde tarde",
    "18-21": "abend abends soir por_la_noche noche",
}
_SHORT_DAYS = {
    Weekday.MONDAY: "mo lu",
    Weekday.TUESDAY: "di mar ma",
    Weekday.WEDNESDAY: "mi mer mié mie me",
    Weekday.THURSDAY: "do je",
    Weekday.FRIDAY: "fr ven vie ve",
    Weekday.SATURDAY: "sa sam sáb sab",
    Weekday.SUNDAY: "so dim dom",
}
_OTHERS = {
    "weekdays": "werktags jours_ouvrables días_laborables dias_laborables días_hábiles",
    "off": "frei libre congé en_congé",
    "tonight": "heute_abend ce_soir esta_noche",
}
_IN = {
    "de": {
        "weekdays": "wochentags",
        "off": "Urlaub",
        "tonight": "heute",
        "every": "jeden",
        "but not": "außer",
    },
    "fr": {
        "weekdays": "jours ouvrés",
        "off": "vacances",
        "tonight": "aujourd’hui",
        "every": "chaque",
        "but not": "sauf",
    },
    "es": {
        "weekdays": "entre semana",
        "off": "vacaciones",
        "tonight": "hoy",
        "every": "cada",
        "but not": "salvo",
    },
}
"""What is offered to whoever reads another language; what they type is read in all of them."""
_FEASTS = {
    (12, 24): "christmas_eve christmas xmas heiligabend weihnachten noël navidad",
    (12, 25): "christmas_day",
    (12, 31): "new_year's_eve new_years_eve silvester",
    (1, 1): "new_year's_day new_year's new_year neujahr",
}
_OVER_CHRISTMAS = "over_christmas über_weihnachten"
_ANY_YEAR = 2000
_ALONE = "nur only just solo sólo solamente"
"""Whether all else that was given is to go, they do not say."""
_HOURS = [
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
_ENGLISH_HOURS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
]
# "Halb zehn" is half an hour before ten, "half past nine" as long after nine.
_HALF_PAST = {f"halb {hour}": f"{number or 12}:30" for number, hour in enumerate(_HOURS)}
_HALF_PAST |= {
    f"half past {hour}": f"{number}:30" for number, hour in enumerate(_ENGLISH_HOURS, start=1)
}
_BY_HOUR = _HALF_PAST | {
    hour: f"{number}" for hours in (_HOURS, _ENGLISH_HOURS) for number, hour in enumerate(hours, 1)
}
_JOINED = re.compile(
    r"\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?"
    r"(vormittag|nachmittag|abend)s?\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<!but)(?:^|(?<=[\s,;]))(?P<not>not|no|never|can't|cannot|nicht|keine?n?|nunca)"
    r"\s+(?:(?:on|am)\s+)?(?=\w)",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\bin\s+([^\W\d_]+)\s*(?:,|&|\band\b|\bund\b)\s*([^\W\d_]+)", re.IGNORECASE)
_EASTER = "easter ostern pâques pascua"


@dataclass(eq=False, kw_only=True)
class Reworded(SeveralReadings):
    """{question}"""

    # It offers the whole sentence in words that are read, as its one reading.


def reworded(
    error: NotUnderstood, text: str, *, today: date, read: Callable[[str], ParsedAvailability]
) -> NotUnderstood:
    """Return the error with the sentence that may be meant, or as it is where there is none."""
    further: NotUnderstood | None = None
    for said, sentence in _meant_by(text, today=today):
        for offered in _spellings(sentence):
            found = _outcome(offered, read)
            if isinstance(found, SeveralReadings):
                further = further or _asked_further(said, offered, found)
            elif found is not None and len(sentence_of(found)) <= LONGEST_TEXT:
                return _asked(said, offered, found)
    if further is not None:
        return further
    denied = _NOT.match(text)
    return error if denied is None else _as_time_off(error, text[denied.end() :], read)


def _as_time_off(error: NotUnderstood, days: str, read: Callable[[str], object]) -> NotUnderstood:
    """What "no Mondays" is told is what "off Mondays" is told, which says what can be done."""
    try:
        read(f"off {days}")
    except NotUnderstood as other:
        return other if other.question == off_every_week().question else error
    except SchedulingError:
        pass
    return error


def _asked(said: str, offered: str, found: ParsedAvailability) -> Reworded:
    unclear = gettext("I can't tell what {said} means here.").format(said=quoted(said))
    question = gettext("I can't tell what {said} means here. Did you mean `{offered}`?")
    reading = Reading(
        label=offered if len(offered) <= LONGEST_LABEL else f"{offered[: LONGEST_LABEL - 1]}…",
        sentence=sentence_of(found),
        words=said_words(found),
    )
    return Reworded(
        question=question.format(said=quoted(said), offered=offered),
        asked=unclear,
        readings=(reading,),
    )


def _asked_further(said: str, offered: str, several: SeveralReadings) -> NotUnderstood:
    """What is asked of the sentence that may be meant, with what was made of the words."""
    meant = gettext("I read {said} as in {offered}.")
    meant = meant.format(said=quoted(said), offered=quoted(offered))
    return replace(
        several, question=f"{meant} {several.question}", asked=f"{meant} {several.asked}"
    )


def _meant_by(text: str, *, today: date) -> Iterator[tuple[str, str]]:
    """Yield the words that are not read, and the sentence with what they may mean instead."""
    apart = _JOINED.sub(r"\1 \2", text)
    parts, words = _by_word(_PARTS_OF_A_DAY), _words_at(today)
    unclear = re.search(_any_of(words | parts), apart, re.IGNORECASE)
    if unclear is not None:
        # Beside hours that were said, a part of the day adds nothing: "Freitag nachmittag 14-16".
        yield unclear.group(), _with_others(apart, words | parts)
        yield unclear.group(), _with_others(apart, words | dict.fromkeys(parts, ""))
    if denied := _NOT.search(text):
        before, rest = text[: denied.start()].rstrip(" ,"), text[denied.end() :]
        begins = not before or before[-1] in ";\n"
        instead = _offered("off" if begins else "but not")
        yield denied["not"], f"{before} {instead} {rest}".strip()
    if months := _MONTHS.search(text):
        first, last = (month_of(english(months[place].casefold())) for place in (1, 2))
        if first and last and last == first % 12 + 1:
            span = f"from {months[1]} to {months[2]}"
            yield months.group(), f"{text[: months.start()]}{span}{text[months.end() :]}"


def always_read() -> str:
    """Return an example that works whatever was typed."""
    return gettext("For example `tomorrow 9-12`.")


def without_commands(question: str) -> str:
    """Return what is asked without the sentences that name commands, which are Slack's."""
    sentences = [match.group().strip() for match in _SENTENCE.finditer(question)]
    return " ".join(each for each in sentences if "`/" not in each)


def _words_at(today: date) -> dict[str, str]:
    """What may mean several things, with what is offered for it in the reader's language."""
    days = {weekday_name(day): words for day, words in _SHORT_DAYS.items()}
    feasts = {
        day_and_month(date(_ANY_YEAR, month, day)): words for (month, day), words in _FEASTS.items()
    }
    eve, last = (day_and_month(date(_ANY_YEAR, 12, day)) for day in (24, 26))
    others = {_offered(meant): words for meant, words in _OTHERS.items()}
    over = {f"{eve} - {last}": _OVER_CHRISTMAS}
    known = _by_word(days | feasts | over | others | _moving_feasts(today))
    return known | _BY_HOUR | dict.fromkeys(_ALONE.split(), "")


def _offered(meant: str) -> str:
    return _IN.get(current_style().language, {}).get(meant, meant)


def _moving_feasts(today: date) -> dict[str, str]:
    sundays = (easter(today.year + ahead) for ahead in (0, 1))
    thursdays = (
        next_weekday(Weekday.THURSDAY, earliest=date(today.year + ahead, 11, 22))
        for ahead in (0, 1)
    )
    sunday, thursday = (next(day for day in days if day >= today) for days in (sundays, thursdays))
    return {day_and_month(sunday): _EASTER, day_and_month(thursday): "thanksgiving"}


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {
        word.replace("_", " "): meant for meant, words in table.items() for word in words.split()
    }


def _with_others(text: str, meant: Mapping[str, str]) -> str:
    changed = re.sub(
        _any_of(meant), lambda word: meant[word.group().casefold()], text, flags=re.IGNORECASE
    )
    return " ".join(changed.split())


def _any_of(words: Mapping[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?<![\w'])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'])"


def _spellings(sentence: str) -> Iterator[str]:
    yield sentence
    yield f"{_offered('every')} {sentence}"
    yield f"{sentence} 9-12"


def _outcome(
    sentence: str, read: Callable[[str], ParsedAvailability]
) -> ParsedAvailability | SeveralReadings | None:
    try:
        return read(sentence)
    except SeveralReadings as several:
        return several
    except SchedulingError:
        return None


def with_working_examples(error: NotUnderstood, read: Callable[[str], object]) -> NotUnderstood:
    """Return the error with an example that works in place of those that `read` refuses.

    An example made of what was typed may inherit the trouble with it.
    """
    sentences = [match.group() for match in _SENTENCE.finditer(error.question)]
    working = [sentence for sentence in sentences if _works(sentence, read)]
    if len(working) == len(sentences):
        return error
    if not any(_EXAMPLE.search(sentence) for sentence in working):
        working.append(always_read())
    return replace(error, question=" ".join(sentence.strip() for sentence in working))


def _works(sentence: str, read: Callable[[str], object]) -> bool:
    for example in _EXAMPLE.findall(sentence):
        if example.startswith("/"):  # a command is no sentence
            continue
        try:
            read(example)
        except SchedulingError:
            return False
    return True
