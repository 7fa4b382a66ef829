"""Days and months in German, French and Spanish, read as the English words that mean the same.

The rest of the grammar knows English alone. A word stands here only if it can mean nothing else
in what people type about their time; what is left out, and why:

| left out | since |
|---|---|
| Mo Di Mi Do Fr Sa So, L M X J V S D | English words, or letters: "do", "so", "mi" |
| mar, mer, sam, dim, vie, ven, sab, dom, mié | March or Tuesday; names; "life", "sea" |
| mär, ago, mai. (as "May") | English "ago"; too near to others |
| Mo-Fr | short forms: what was typed is offered again with the whole words |
| werktags, laborables, ouvrables | with Saturday for some, without for others |
| früh, vormittags, matin, tarde, soir, abends | hours differ from one who says it to the next |
| por la mañana, Freitag morgen | "morning" there: asked back, unless it is that day as well |
| frei, libre | free to be booked, or a day off |
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from scheduling.wording.reading.grammar.calendar import weekday_of

_DAYS = {
    "monday": "montag lundi lunes lun",
    "tuesday": "dienstag mardi martes",
    "wednesday": "mittwoch mercredi miércoles miercoles",
    "thursday": "donnerstag jeudi jueves jeu jue",
    "friday": "freitag vendredi viernes",
    "saturday": "samstag sonnabend samedi sábado sabado",
    "sunday": "sonntag dimanche domingo",
}
_SAME_MONTHS = frozenset({"april", "august", "september", "november", "nov", "sept"})
_EVERY = {
    "mondays": "montags lundis",
    "tuesdays": "dienstags mardis",
    "wednesdays": "mittwochs mercredis",
    "thursdays": "donnerstags jeudis",
    "fridays": "freitags vendredis",
    "saturdays": "samstags sonnabends samedis sábados sabados",
    "sundays": "sonntags dimanches domingos",
}
_MONTHS = {
    "january": "januar jänner janvier janv enero ene",
    "february": "februar feber février fevrier févr fevr febrero",
    "march": "märz maerz mars marzo",
    "april": "avril avr abril abr",
    "may": "mai mayo",
    "june": "juni juin junio",
    "july": "juli juillet juil julio",
    "august": "août aout agosto",
    "september": "septembre septiembre setiembre",
    "october": "oktober okt octobre octubre",
    "november": "novembre noviembre",
    "december": "dezember dez décembre decembre déc diciembre dic",
}
_OTHERS = {
    "today": "heute aujourd'hui hoy",
    "tomorrow": "morgen demain mañana manana",
    "overmorrow": "übermorgen uebermorgen",
    "every": "jeden jede chaque cada",
    "daily": "täglich",
    "weekdays": "wochentags",
    "from": "von vom ab desde",
    "until": "jusqu'au jusqu'à hasta",
    "to": "à",
    "and": "und et y",
    "noon": "midi",
    "h": "heures horas",
    "except": "außer ausser sauf excepto salvo",
    "sick": "krank malade",
    "vacation": "urlaub vacances vacaciones",
    "between": "zwischen entre",
}


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: english for english, words in table.items() for word in words.split()}


_OF_A_DATE = _by_word(_DAYS) | _by_word(_EVERY) | _by_word(_MONTHS)
_DAY_NAMES = {
    word: day.removesuffix("s") for word, day in (_by_word(_DAYS) | _by_word(_EVERY)).items()
}
_ENGLISH = _OF_A_DATE | _by_word(_OTHERS)
_PHRASES = {
    ("pasado", "mañana"): ("overmorrow",),
    ("pasado", "manana"): ("overmorrow",),
    ("après", "-", "demain"): ("overmorrow",),
    ("nächste", "woche"): ("next", "week"),
    ("diese", "woche"): ("this", "week"),
    ("übernächste", "woche"): ("overnext", "week"),
    ("semana", "que", "viene"): ("next", "week"),
    ("la", "semana", "que", "viene"): ("next", "week"),
    ("jeden", "tag"): ("daily",),
    ("semaine", "prochaine"): ("next", "week"),
    ("la", "semaine", "prochaine"): ("next", "week"),
    ("próxima", "semana"): ("next", "week"),
    ("la", "próxima", "semana"): ("next", "week"),
    ("cette", "semaine"): ("this", "week"),
    ("esta", "semana"): ("this", "week"),
    ("jede", "zweite", "woche"): ("every", "other", "week"),
    ("jeden", "zweiten"): ("every", "other"),
    ("bis", "zum"): ("until",),
    ("bis", "einschliesslich"): ("through",),
    ("hasta", "el"): ("until",),
    ("à", "partir", "du"): ("from",),
    ("à", "partir", "de"): ("from",),
    ("desde", "el"): ("from",),
    ("tous", "les", "jours"): ("daily",),
    ("todos", "los", "días"): ("daily",),
    ("jours", "ouvrés"): ("weekdays",),
    ("entre", "semana"): ("weekdays",),
    ("de", "las"): ("from",),
    ("desde", "las"): ("from",),
    ("hasta", "las"): ("until",),
    ("entre", "las"): ("between",),
    ("a", "las"): ("to",),
    ("y", "las"): ("and",),
}
_ALL_OF_THEM = frozenset({"tous", "toutes", "todos", "todas"})
_EVERY_SO_MANY = {"alle": "wochen", "cada": "semanas"}
_NUMBERS = {
    **dict.fromkeys(("zwei", "deux", "dos", "2"), "two"),
    **dict.fromkeys(("drei", "trois", "tres", "3"), "three"),
    **dict.fromkeys(("vier", "quatre", "cuatro", "4"), "four"),
}
_BEFORE_A_DAY = {
    **dict.fromkeys(("nächsten", "naechsten", "nächster", "próximo", "proximo"), "upcoming"),
    **dict.fromkeys(("kommenden", "kommender"), "coming"),
    **dict.fromkeys(("diesen", "ce", "este"), "this"),
}
_BEHIND_A_DAY = (("prochain",), ("que", "viene"))
_ON = frozenset({"am", "le", "el"})
_THE_SEVERAL = frozenset({"les", "los"})
_TO_A_DAY = frozenset({"a", "à", "au", "al"})
_FROM_TO = {"de": ("a", "à"), "du": ("au",), "del": ("al",)}
"""Words that are read as "from" and "to" only together: a lone "a" is English."""
DAYS_OR_NAMES = frozenset({"domingo", "lun", "jeu", "jue"})
"""Days by which people are called as well; of a month's name that may always be so."""
_NUMBER = re.compile(r"\d{1,2}(?:[:.h]\d\d|er)?")
_DATE = re.compile(r"\d{1,2}([./])\d{1,2}(?:\1(?:\d{2}|\d{4}))?")
_LONGEST_START = 5
_OCLOCK = frozenset({"h", "heures", "horas", "uhr"})
_LONGEST_PHRASE = 4


def english(word: str) -> str:
    """Return the English for a word in small letters, or the word itself."""
    return _ENGLISH.get(word, word)


def in_english(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return the place of each word, in small letters, with its English.

    Words that mean something only together become those that mean the same, at their places;
    an article before a day becomes "on", or makes it every such day.
    """
    place, until = 0, -1
    while place < len(words):
        if found := _phrase_at(words, place):
            taken, meant = found
            yield from zip(range(place, place + taken), meant, strict=False)
            place += taken
            continue
        end = _end_of_span(words, place)
        until = end if end else until
        yield place, "from" if end else "to" if place == until else _word_at(words, place)
        place += 1


def _phrase_at(words: Sequence[str], place: int) -> tuple[int, tuple[str, ...]] | None:
    for length in range(_LONGEST_PHRASE, 1, -1):
        if meant := _PHRASES.get(tuple(words[place : place + length])):
            return length, meant
    return _weeks_at(words, place) or _days_at(words, place)


def _weeks_at(words: Sequence[str], place: int) -> tuple[int, tuple[str, ...]] | None:
    """Alle zwei Wochen, toutes les 2 semaines, un mardi sur deux."""
    word, second, third = (_at(words, place + number) for number in range(3))
    day = _DAY_NAMES.get(second)
    if word == "un" and day and tuple(words[place + 2 : place + 4]) == ("sur", "deux"):
        return 4, ("every", "other", day)
    if word == "toutes" and second == "les" and _at(words, place + 3) == "semaines":
        return 4, ("every", _NUMBERS.get(third, third), "weeks")
    if third and _EVERY_SO_MANY.get(word) == third:
        return 3, ("every", _NUMBERS.get(second, second), "weeks")
    return None


def _days_at(words: Sequence[str], place: int) -> tuple[int, tuple[str, ...]] | None:
    """Les mardis, tous les mardis, mardi prochain, nächsten Dienstag, martes que viene."""
    word, following = words[place], _at(words, place + 1)
    if word in _ALL_OF_THEM and following in _THE_SEVERAL and _at(words, place + 2) in _DAY_NAMES:
        return 3, (f"{_DAY_NAMES[words[place + 2]]}s",)
    if word in _THE_SEVERAL and following in _DAY_NAMES:
        return 2, (f"{_DAY_NAMES[following]}s",)
    if word in _BEFORE_A_DAY and following in _DAY_NAMES:
        return 2, (_BEFORE_A_DAY[word], _DAY_NAMES[following])
    for behind in _BEHIND_A_DAY if word in _DAY_NAMES else ():
        if tuple(words[place + 1 : place + 1 + len(behind)]) == behind:
            return 1 + len(behind), ("upcoming", _DAY_NAMES[word])
    return None


def _word_at(words: Sequence[str], place: int) -> str:
    word, following = words[place], _at(words, place + 1)
    is_day = following in _OF_A_DATE or following in _BEFORE_A_DAY
    if word in _ON and (is_day or _is_date(words, place + 1)):
        return "on"
    # "am Monday" is half in German, and no morning: in English "am" stands behind its hour.
    if word == "am" and weekday_of(following) is not None and not _is_hour(words, place - 1):
        return "on"
    if word == "de" and following in _OF_A_DATE:
        return "of"
    # Lundi au vendredi, lunes a viernes.
    before = words[place - 1] if place else ""
    if word in _TO_A_DAY and before in _DAY_NAMES and following in _DAY_NAMES:
        return "to"
    return english(word)


def _is_date(words: Sequence[str], place: int) -> bool:
    """Whether "10. Dezember" begins there; in "9 am 10 August", the "am" is that of the 9."""
    # In "Mon am 9.30-11" it is an hour of the morning.
    if place == 1 and _DATE.fullmatch(_at(words, place)):
        return True
    if not _NUMBER.fullmatch(_at(words, place)):
        return False
    month = _at(words, place + 2 if _at(words, place + 1) == "de" else place + 1)
    after_a_time = place > 1 and _NUMBER.fullmatch(words[place - 2])
    return month in _OF_A_DATE or (month in _SAME_MONTHS and not after_a_time)


def _is_hour(words: Sequence[str], place: int) -> bool:
    return place >= 0 and words[place][-1:].isdigit()


def _end_of_span(words: Sequence[str], place: int) -> int:
    """The place of the "a" that belongs to a "de", as in "de 9h a 12h"; 0 where there is none."""
    ends = _FROM_TO.get(words[place], ())
    if _is_of_a_date(words, place):
        return 0
    for end in range(place + 2, place + 1 + _LONGEST_START) if ends else ():
        if _at(words, end) in ends:
            return end if all(map(_is_of_a_start, words[place + 1 : end])) else 0
    return 0


def _is_of_a_date(words: Sequence[str], place: int) -> bool:
    """Whether it is the "de" of "12 de noviembre", and begins nothing."""
    before, after = words[place - 1] if place else "", _at(words, place + 1)
    return bool(_NUMBER.fullmatch(before)) and (after in _OF_A_DATE or after in _SAME_MONTHS)


def _is_of_a_start(word: str) -> bool:
    """Whether it may be a part of a first day or hour: "21 de diciembre", "9 heures"."""
    dated = word in _OF_A_DATE or word in _SAME_MONTHS or word == "de"
    return dated or word in _OCLOCK or _NUMBER.fullmatch(word) is not None


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""
