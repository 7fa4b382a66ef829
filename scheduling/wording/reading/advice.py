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
from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model import Weekday
from scheduling.wording.reading.grammar.calendar import next_weekday
from scheduling.wording.reading.grammar.questions import quoted
from scheduling.wording.reading.grammar.questions.dates import day_and_month

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
    "de": {"weekdays": "wochentags", "off": "Urlaub", "tonight": "heute", "every": "jeden"},
    "fr": {
        "weekdays": "jours ouvrés",
        "off": "vacances",
        "tonight": "aujourd’hui",
        "every": "chaque",
    },
    "es": {"weekdays": "entre semana", "off": "vacaciones", "tonight": "hoy", "every": "cada"},
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
_EASTER = "easter ostern pâques pascua"


@dataclass(eq=False, kw_only=True)
class Reworded(NotUnderstood):
    """{question}"""

    # It offers the whole sentence in words that are read.


def reworded(
    error: NotUnderstood, text: str, *, today: date, read: Callable[[str], object]
) -> NotUnderstood:
    """Return the error with the sentence that may be meant, or as it is where there is none."""
    parts, words = _by_word(_PARTS_OF_A_DAY), _words_at(today)
    unclear = re.search(_any_of(words | parts), text, re.IGNORECASE)
    if unclear is None:
        return error
    # Beside hours that were said, a part of the day adds nothing: "Freitag nachmittag 14-16".
    for meant in (words | parts, words | dict.fromkeys(parts, "")):
        for offered in _spellings(_with_others(text, meant)):
            if _is_read(offered, read):
                question = gettext("I can't tell what {said} means here. Did you mean `{offered}`?")
                said = quoted(unclear.group())
                return Reworded(question=question.format(said=said, offered=offered))
    return error


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
    return _by_word(days | feasts | over | others | _moving_feasts(today))


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


def _is_read(sentence: str, read: Callable[[str], object]) -> bool:
    try:
        read(sentence)
    except SchedulingError:
        return False
    return True


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
