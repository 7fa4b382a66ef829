"""Thousands of sentences, generated with a meaning of their own: each read so, or refused.

The grammar here knows nothing of the reader's: it writes phrases, and beside each the days that
it stands for by the calendar alone.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
NOWS = [
    datetime(2026, 11, 10, 5, 30, tzinfo=UTC),  # a Tuesday
    datetime(2026, 12, 27, 5, 30, tzinfo=UTC),  # a Sunday, before the year turns
    datetime(2027, 3, 1, 5, 30, tzinfo=UTC),  # a Monday, the first of its month
    datetime(2027, 5, 28, 4, 30, tzinfo=UTC),  # a Friday
]
DAY = timedelta(days=1)
NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = "January February March April May June July August September October November December"
HOURS = [
    ("9-12", (540, 720)),
    ("14:00-16:00", (840, 960)),
    ("from 9am to 5pm", (540, 1020)),
    ("10-2", (600, 840)),
    ("mornings", (540, 720)),
    ("all day", (0, 1440)),
]


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How a language puts days into a sentence."""

    on: tuple[str, ...]
    each: tuple[str, ...]
    plural: str
    spans: tuple[str, ...]
    date: str
    tomorrow: str
    overmorrow: str
    both: str
    next_week: str
    holiday: str
    upcoming: tuple[str, ...]
    every_other: tuple[str, ...]
    bounded: str


LANGUAGES = [
    (
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        Ways(
            on=("", "am "),
            each=("",),
            plural="s",
            spans=("{name} 9 bis 12 Uhr", "am {name} von 9:00 bis 12:00 Uhr"),
            date="am {day}. {month}",
            tomorrow="morgen",
            overmorrow="übermorgen",
            both="und",
            next_week="nächste Woche",
            holiday="Urlaub",
            upcoming=("nächsten {name}", "am nächsten {name}"),
            every_other=("jeden zweiten {name} ab {date}", "alle zwei Wochen {name} ab {date}"),
            bounded="{name}s {hours} bis {date}",
        ),
    ),
    (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        Ways(
            on=("", "le "),
            each=("les ", ""),
            plural="s",
            spans=("{name} de 9h à 12h", "le {name} 9h à 12h"),
            date="le {day} {month}",
            tomorrow="demain",
            overmorrow="après-demain",
            both="et",
            next_week="la semaine prochaine",
            holiday="vacances",
            upcoming=("{name} prochain", "le {name} prochain"),
            every_other=(
                "un {name} sur deux à partir du {date}",
                "toutes les 2 semaines {name} à partir du {date}",
            ),
            bounded="tous les {name}s {hours} jusqu'au {date}",
        ),
    ),
    (
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        Ways(
            on=("", "el "),
            each=("los ", "cada "),
            plural="",
            spans=("{name} de 9 a 12 horas", "el {name} de 9:00 a 12:00"),
            date="el {day} de {month}",
            tomorrow="mañana",
            overmorrow="pasado mañana",
            both="y",
            next_week="la próxima semana",
            holiday="vacaciones",
            upcoming=("el próximo {name}", "{name} que viene"),
            every_other=("cada dos semanas {name} desde el {date}",),
            bounded="todos los {name} {hours} hasta el {date}",
        ),
    ),
]
NOT_TO_BE_TOLD = [
    *("Mo 9-12", "do 9-12", "mar 9-12", "sam 9-12", "mer 9-12", "dom 9-12", "ven 9-12"),
    *("Mo-Fr 9-12", "Di und Do 9-12", "werktags 9-12", "demain matin", "Freitag nachmittag"),
    *("morgen früh 9-12", "mañana por la mañana", "Montag frei 9-12", "ab Montag 9-12"),
    *("Mondays 9-12 until Christmas", "off over Easter", "off Thanksgiving", "off New Year's Eve"),
    *("2 weeks ago 9-12", "Monday 9 a 12", "de 9 12", "lunes a 9-12"),
]
Days = frozenset[date]
Hours = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a sentence stands for; all of it empty where it must be asked back.

    Weekly hours with an end are the dates on which they hold.
    """

    dates: frozenset[tuple[date, Hours]] = frozenset()
    # The dates on which no weekly hours hold beside them.
    instead: frozenset[tuple[date, Hours]] = frozenset()
    weekly: frozenset[tuple[int, Hours]] = frozenset()
    # What begins on a later day and never ends, by its first day, and every how many weeks.
    endless: frozenset[tuple[date, Hours, int]] = frozenset()
    off: Days = frozenset()


ASKED = Meaning()
Sentence = tuple[str, Meaning]


# -- what each phrase stands for -------------------------------------------------------------


def coming(today: date, weekday: int) -> date:
    return today + ((weekday - today.weekday()) % 7) * DAY


def span(first: date, last: date) -> Days:
    return frozenset(first + number * DAY for number in range((last - first).days + 1))


def month_of(today: date, ahead: int) -> tuple[date, date]:
    number = today.year * 12 + today.month - 1 + ahead
    first = date(number // 12, number % 12 + 1, 1)
    after = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return first, after - DAY


def short(day: date) -> str:
    return f"{day.day} {MONTHS.split()[day.month - 1][:3]}"


def single_days(today: date) -> list[tuple[str, date]]:
    monday = today - today.weekday() * DAY
    near, far = today + 9 * DAY, today + 40 * DAY
    return [
        ("tomorrow", today + DAY),
        ("the day after tomorrow", today + 2 * DAY),
        ("in 3 days", today + 3 * DAY),
        ("in a week", today + 7 * DAY),
        ("next Wednesday", monday + 9 * DAY),
        ("next Sun", monday + 13 * DAY),
        (short(near), near),
        (f"{MONTHS.split()[far.month - 1]} {far.day}", far),
        (f"{short(far)} {far.year}", far),
        (str(near), near),
        (f"{NAMES[near.weekday()]} {short(near)}", near),
        *((NAMES[number], coming(today, number)) for number in (0, 4, 6)),
    ]


def frames(today: date) -> list[tuple[str, Days]]:
    """Days that bound others."""
    monday = today - today.weekday() * DAY
    last = today + 20 * DAY
    this_month, next_month = month_of(today, 0), month_of(today, 1)
    in_two = month_of(today, 2)
    return [
        ("this week", span(monday, monday + 6 * DAY)),
        ("next week", span(monday + 7 * DAY, monday + 13 * DAY)),
        ("the week after next", span(monday + 14 * DAY, monday + 20 * DAY)),
        ("rest of the week", span(today, monday + 6 * DAY)),
        ("this month", span(*this_month)),
        ("next month", span(*next_month)),
        (f"in {MONTHS.split()[in_two[0].month - 1]}", span(*in_two)),
        ("in the next two weeks", span(today, today + 13 * DAY)),
        (f"until {short(last)}", span(today, last)),
        (f"from tomorrow to {short(last)}", span(today + DAY, last)),
        (f"from {short(today + 3 * DAY)} for two weeks", span(today + 3 * DAY, today + 16 * DAY)),
        ("for 3 weeks", span(today, today + 20 * DAY)),
    ]


def rules() -> list[tuple[str, frozenset[int]]]:
    return [
        ("weekdays", frozenset(range(5))),
        ("weekends", frozenset({5, 6})),
        ("every day", frozenset(range(7))),
        ("Mondays", frozenset({0})),
        ("every Tuesday", frozenset({1})),
        ("every Tue and Thu", frozenset({1, 3})),
        ("Wednesdays and Fridays", frozenset({2, 4})),
    ]


def dated(days: Set[date], hours: Hours, *, today: date) -> Meaning:
    return Meaning(dates=frozenset((day, hours) for day in days if day >= today))


# -- sentences -------------------------------------------------------------------------------


def one_day(today: date) -> Iterator[Sentence]:
    for (day, found), (words, hours) in product(single_days(today), HOURS):
        if words != "mornings":
            yield f"{day} {words}", dated(frozenset({found}), hours, today=today)
            yield f"{words} on {day}", dated(frozenset({found}), hours, today=today)


def every_week(today: date) -> Iterator[Sentence]:
    for (rule, weekdays), (words, hours) in product(rules(), HOURS):
        meaning = Meaning(weekly=frozenset((weekday, hours) for weekday in weekdays))
        yield f"{rule} {words}", meaning
        yield f"from now on {rule} {words}", meaning


def rules_in_frames(today: date) -> Iterator[Sentence]:
    for (rule, weekdays), (frame, days) in product(rules(), frames(today)):
        within = frozenset(day for day in days if day.weekday() in weekdays)
        for words, hours in HOURS[:2]:
            meaning = dated(within, hours, today=today)
            yield f"{rule} {frame} {words}", meaning
            yield f"{rule} {words} {frame}", meaning
            yield f"{frame}, {rule} {words}", meaning
        yield f"{frame} {rule} 9-12", dated(within, (540, 720), today=today)


def frames_alone(today: date) -> Iterator[Sentence]:
    for (frame, days), (words, hours) in product(frames(today), HOURS):
        in_days = frame.startswith(("until", "from tomorrow"))
        working = frozenset(day for day in days if in_days or day.weekday() < 5)
        yield f"{frame} {words}", dated(working, hours, today=today)


def counted(today: date) -> Iterator[Sentence]:
    for day, found in single_days(today):
        for words, count in (("2 days", 2), ("a week", 7), ("two weeks", 14)):
            after, before = found + count * DAY, found - count * DAY
            yield f"{words} from {day} 9-12", dated(frozenset({after}), (540, 720), today=today)
            yield f"{words} after {day} 9-12", dated(frozenset({after}), (540, 720), today=today)
            yield f"{words} before {day} 9-12", dated(frozenset({before}), (540, 720), today=today)
            yield f"off {words} from {day}", Meaning(off=frozenset({after}))
        days = span(found, found + 2 * DAY)
        yield f"{day} for 3 days 9-12", dated(days, (540, 720), today=today)
        yield f"for 3 days from {day} 9-12", dated(days, (540, 720), today=today)
        yield f"off {day} for 3 days", Meaning(off=days)
        yield f"off from {day} for a week", Meaning(off=span(found, found + 6 * DAY))
        yield f"the day after {day} 9-12", dated(frozenset({found + DAY}), (540, 720), today=today)
        later = coming(found + DAY, 4)
        yield f"the Friday after {day} 9-12", dated(frozenset({later}), (540, 720), today=today)


def in_a_month(today: date) -> Iterator[Sentence]:
    for ahead, (number, which) in product((1, 2, 3), enumerate(("first", "2nd", "third"))):
        first, _ = month_of(today, ahead)
        named = MONTHS.split()[first.month - 1]
        for weekday in range(7):
            found = coming(first, weekday) + number * 7 * DAY
            meaning = dated(frozenset({found}), (540, 720), today=today)
            yield f"{which} {NAMES[weekday]} of {named} 9-12", meaning
            yield f"the {which} {NAMES[weekday]} in {named} 9-12", meaning
            yield f"{which} {NAMES[weekday]} of the month 9-12", ASKED
            yield f"every {which} {NAMES[weekday]} 9-12", ASKED


def weekday_beside_date(today: date) -> Iterator[Sentence]:
    for ahead, named in product(range(1, 80, 6), range(7)):
        day = today + ahead * DAY
        agrees = named == day.weekday()
        meaning = dated(frozenset({day}), (540, 720), today=today) if agrees else ASKED
        for text in ("{0} {1}", "{1} {0}", "{1} ({0})", "{0}, {1}"):
            yield text.format(NAMES[named], short(day)) + " 9-12", meaning


def days_in_frames(today: date) -> Iterator[Sentence]:
    for (day, found), (frame, days) in product(single_days(today), frames(today)):
        if frame.startswith(("for", "from", "until")):
            continue
        bare = day in NAMES
        within = frozenset(d for d in days if bare and d.weekday() == found.weekday())
        one = next(iter(within)) if len(within) == 1 else found if not bare else None
        holds = one is not None and one in days
        meaning = dated(frozenset({one}), (540, 720), today=today) if holds and one else ASKED
        yield f"{day} {frame} 9-12", meaning
        yield f"{day} 9-12 {frame}", meaning


def lists(today: date) -> Iterator[Sentence]:
    first, _ = month_of(today, 1)
    named = MONTHS.split()[first.month - 1]
    for a, b in combinations((3, 7, 12, 13, 22, 25), 2):
        both = frozenset({first + (a - 1) * DAY, first + (b - 1) * DAY})
        for text in ("{a} and {b} {m}", "{m} {a} and {b}", "{a}, {b} {m}", "{a} & {b} of {m}"):
            words = text.format(a=a, b=b, m=named)
            yield f"{words} 9-12", dated(both, (540, 720), today=today)
            yield f"off {words}", Meaning(off=both)
    for (a, one), (b, two) in combinations(single_days(today), 2):
        if a in NAMES and b in NAMES:
            continue
        if not (a.startswith("next") and b in NAMES):
            both = frozenset({one, two})
            yield f"{a} and {b} 9-12", dated(both, (540, 720), today=today)
            yield f"off {a}, {b}", Meaning(off=both)


def firsts(day: date, weekdays: Set[int], weeks: int) -> list[date]:
    """The first day of each weekday, where weeks count from that of the first of them all."""
    ahead = [day + number * DAY for number in range(7 * (weeks + 1))]
    earliest = next(each for each in ahead if each.weekday() in weekdays)
    monday = earliest - earliest.weekday() * DAY
    counted = [each for each in ahead if (each - monday).days // 7 % weeks == 0]
    return [next(each for each in counted if each.weekday() == number) for number in weekdays]


def begun(day: date, weekdays: Set[int], weeks: int, *, today: date) -> Meaning:
    morning = (540, 720)
    if weeks == 1 and day <= today:
        return Meaning(weekly=frozenset((number, morning) for number in weekdays))
    found = firsts(day, weekdays, weeks)
    return Meaning(endless=frozenset((first, morning, weeks) for first in found))


def until(last: date, day: date, weekdays: Set[int], weeks: int) -> Meaning:
    days = [
        first + number * 7 * weeks * DAY
        for first in firsts(day, weekdays, weeks)
        for number in range(60)
    ]
    return Meaning(dates=frozenset((each, (540, 720)) for each in days if each <= last))


def with_a_start(today: date) -> Iterator[Sentence]:
    for (number, name), (start, day) in product(enumerate(NAMES), single_days(today)[::2]):
        only = frozenset({number})
        weekly, spaced = (begun(day, only, weeks, today=today) for weeks in (1, 2))
        yield f"every {name} from {start} 9-12", weekly
        yield f"starting {start}, {name}s 9-12", weekly
        yield f"{name}s 9-12 from {start}", weekly
        yield f"every other {name} from {start} 9-12", spaced
        yield f"every 2 weeks {name} from {start} 9-12", spaced
        yield f"{name}s 9-12 every 3 weeks from {start}", begun(day, only, 3, today=today)
        several = frozenset({number, (number + 2) % 7})
        both = f"{name} and {NAMES[(number + 2) % 7]}"
        together = begun(day, several, 2, today=today)
        yield f"every other {both} from {start} 9-12", together
        yield f"every 2 weeks on {both} 9-12 from {start}", together


def with_an_end(today: date) -> Iterator[Sentence]:
    for (number, name), (start, day) in product(enumerate(NAMES), single_days(today)[::3]):
        last, only = day + 40 * DAY, frozenset({number})
        for weeks, every in ((1, "every"), (2, "every other"), (3, "every 3 weeks")):
            meant = until(last, day, only, weeks)
            yield f"{every} {name} from {start} to {short(last)} 9-12", meant
            yield f"{every} {name} 9-12 from {start} until {short(last)}", meant
            some = until(day + 55 * DAY, day, only, weeks)
            yield f"{every} {name} from {start} for 8 weeks 9-12", some
    last = today + 40 * DAY
    for number, name in enumerate(NAMES):
        meant = until(last, today, frozenset({number}), 1)
        yield f"{name} 9-12 every week until {short(last)}", meant
        yield f"every {name} 9-12, until {short(last)}", meant


def intervals(today: date) -> Iterator[Sentence]:
    for name, words in product(NAMES, ("every other", "every second", "alternate", "biweekly")):
        yield f"{words} {name} 9-12", ASKED
        yield f"off {words} {name}", ASKED
    for name, number in product(NAMES, (2, 3, 4)):
        yield f"every {number} weeks {name} 9-12", ASKED
        yield f"{name} every {number} weeks 9-12", ASKED
        yield f"every {number} months {name} from 1 December 9-12", ASKED


def in_place_of_weekly_hours(today: date) -> Iterator[Sentence]:
    for day, found in single_days(today):
        meant = Meaning(instead=frozenset({(found, (840, 960))}))
        yield f"{day} 14-16 instead", meant
        yield f"instead {day} 14-16", meant
        yield f"14-16 on {day}, instead of weekly hours", meant
        yield f"14-16 instead on {day}", meant
        yield f"off {day} instead", ASKED
    for rule, _ in rules():
        yield f"{rule} 14-16 instead", ASKED


def parts_of_a_day_beside_hours(today: date) -> Iterator[Sentence]:
    for day, found in single_days(today):
        for part, hours, meant in (
            ("morning", "9-11", (540, 660)),
            ("morning", "8-12", (480, 720)),
            ("afternoon", "2-4", (840, 960)),
            ("afternoon", "14:00-16:30", (840, 990)),
            ("evening", "7-9", (1140, 1260)),
            ("business hours", "10-12", (600, 720)),
            ("all day", "10-12", (600, 720)),
        ):
            meaning = dated({found}, meant, today=today)
            yield f"{day} {part} {hours}", meaning
            yield f"{day} {hours} {part}", meaning
            yield f"{part} {hours} on {day}", meaning
        for text in ("morning 14-16", "evening 9:00-12:00", "9-12 10-11", "business hours 18-20"):
            yield f"{day} {text}", ASKED


def spans_beside_rules(today: date) -> Iterator[Sentence]:
    """Days in a row beside weekdays in one list: the one may bound the other, or be more days."""
    first, _ = month_of(today, 1)
    spans = [
        "next week",
        f"{short(first)} - {short(first + 4 * DAY)}",
        f"in {MONTHS.split()[first.month - 1]}",
    ]
    for (rule, _), span_ in product(rules(), spans):
        yield f"{rule} and {span_} 9-12", ASKED
        yield f"{span_} and {rule} 9-12", ASKED
        yield f"{rule} 9-12 {span_} 14-16", ASKED
    for hours, meant in (("7-9", (1140, 1260)), ("19:00-21:00", (1140, 1260)), ("", (1020, 1260))):
        yield f"tonight {hours}".strip(), dated({today}, meant, today=today)
    yield "every morning next week 9-11", ASKED


def months_as_bounds(today: date) -> Iterator[Sentence]:
    for (number, name), ahead in product(enumerate(NAMES), (1, 2, 4)):
        first, last = month_of(today, ahead)
        named, only = MONTHS.split()[first.month - 1], frozenset({number})
        weekly = begun(first, only, 1, today=today)
        yield f"{name}s 9-12 from {named}", weekly
        yield f"starting in {named}, {name}s 9-12", weekly
        yield f"{name}s 9-12 until the end of {named}", until(last, today, only, 1)
        yield f"{name}s 9-12 through {named}", until(last, today, only, 1)
        yield f"{name}s 9-12 until {named}", ASKED
        later = MONTHS.split()[month_of(today, ahead + 2)[0].month - 1]
        end = month_of(today, ahead + 2)[1]
        yield f"{name}s 9-12 from {named} to {later}", until(end, first, only, 1)


def begun_long_ago(today: date) -> Iterator[Sentence]:
    for (number, name), ago in product(enumerate(NAMES), (20, 200, 400)):
        day = today - ago * DAY
        meant = Meaning(endless=frozenset({(coming(today, number), (540, 720), 1)}))
        yield f"{name}s 9-12 from {short(day)} {day.year}", meant
        yield f"every {name} from {day} 9-12", meant


def times_off(today: date) -> Iterator[Sentence]:
    for day, found in single_days(today):
        yield f"off {day}", Meaning(off=frozenset({found}))
        yield f"{day} off.", Meaning(off=frozenset({found}))
    for frame, days in frames(today):
        yield f"off {frame}", Meaning(off=days)
        yield f"no interviews {frame}", Meaning(off=days)
    for rule, _ in rules():
        yield f"off {rule}", ASKED


def with_exceptions(today: date) -> Iterator[Sentence]:
    monday = today - today.weekday() * DAY + 7 * DAY
    for number in range(5):
        left = frozenset(range(5)) - {number}
        weekly = Meaning(weekly=frozenset((weekday, (540, 1020)) for weekday in left))
        days = frozenset(monday + weekday * DAY for weekday in left)
        yield f"weekdays except {NAMES[number]} 9-17", weekly
        yield f"weekdays 9-17 except {NAMES[number]}s", weekly
        yield f"next week 9-17 except {NAMES[number]}", dated(days, (540, 1020), today=today)
    for day, found in single_days(today):
        both = frozenset({(found, (540, 720)), (found, (780, 1020))})
        yield f"{day} 9-17 except lunch", Meaning(dates=both)
        yield f"{day} 9-5 but not 12-13", Meaning(dates=both)
        yield f"weekdays 9-17 except {short(found)}", ASKED
        yield f"weekdays from {short(found)} 9-17 except {short(found)}", ASKED
        days = frozenset(d for d in span(today, today + 40 * DAY) if d.weekday() < 5) - {found}
        left = dated(days, (540, 1020), today=today)
        yield f"weekdays until {short(today + 40 * DAY)} 9-17 except {short(found)}", left


def in_other_languages(today: date) -> Iterator[Sentence]:
    monday = today - today.weekday() * DAY + 7 * DAY
    tomorrow, after, near = today + DAY, today + 2 * DAY, today + 9 * DAY
    for (days, months, ways), hours in product(LANGUAGES, ("9-12", "9h-12h", "9:00-12:00")):
        morning, named = (540, 720), months.split()[near.month - 1]
        for number, name in enumerate(days.split()):
            found = dated(frozenset({coming(today, number)}), morning, today=today)
            every = Meaning(weekly=frozenset({(number, morning)}))
            yield from ((f"{on}{name} {hours}", found) for on in ways.on)
            yield from ((f"{each}{name}{ways.plural} {hours}", every) for each in ways.each)
            yield from ((text.format(name=name), found) for text in ways.spans)
            yield f"{hours} {ways.on[1]}{name}", found
            yield f"off {ways.on[1]}{name}", Meaning(off=frozenset({coming(today, number)}))
        yield f"{ways.tomorrow} {hours}", dated(frozenset({tomorrow}), morning, today=today)
        yield f"{ways.overmorrow} {hours}", dated(frozenset({after}), morning, today=today)
        both = frozenset({tomorrow, after})
        joined = f"{ways.tomorrow} {ways.both} {ways.overmorrow}"
        yield f"{joined} {hours}", dated(both, morning, today=today)
        week = span(monday, monday + 4 * DAY)
        yield f"{ways.next_week} {hours}", dated(week, morning, today=today)
        date_words = ways.date.format(day=near.day, month=named)
        yield f"{date_words} {hours}", dated(frozenset({near}), morning, today=today)
        yield f"{date_words} {near.year} {hours}", dated(frozenset({near}), morning, today=today)
        yield f"{ways.holiday} {date_words}", Meaning(off=frozenset({near}))
        yield from bounded_in(ways, days.split(), near, hours, words=date_words, today=today)
    for sentence in NOT_TO_BE_TOLD:
        yield sentence, ASKED


def bounded_in(
    ways: Ways, names: list[str], near: date, hours: str, *, words: str, today: date
) -> Iterator[Sentence]:
    """The next such day, every other one, and each until a day, in another language."""
    monday, plain = today - today.weekday() * DAY, words.split(" ", 1)[1]
    for number, name in enumerate(names):
        soon, following = coming(today + DAY, number), monday + (7 + number) * DAY
        found = dated({following}, (540, 720), today=today) if soon == following else ASKED
        yield from ((f"{text.format(name=name)} {hours}", found) for text in ways.upcoming)
        spaced = begun(near, frozenset({number}), 2, today=today)
        for text in ways.every_other:
            yield f"{text.format(name=name, date=plain)} {hours}", spaced
        bounded = ways.bounded.format(name=name, hours=hours, date=plain)
        yield bounded, until(near, today, frozenset({number}), 1)


GRAMMAR = (
    in_other_languages,
    one_day,
    every_week,
    rules_in_frames,
    frames_alone,
    counted,
    in_a_month,
    weekday_beside_date,
    days_in_frames,
    lists,
    with_a_start,
    with_an_end,
    intervals,
    in_place_of_weekly_hours,
    parts_of_a_day_beside_hours,
    spans_beside_rules,
    months_as_bounds,
    begun_long_ago,
    times_off,
    with_exceptions,
)


def corpus(now: datetime) -> list[Sentence]:
    today = now.astimezone(BERLIN).date()
    return [sentence for sentences in GRAMMAR for sentence in sentences(today)]


def in_several_ways(today: date) -> Iterator[tuple[str, dict[str, Meaning]]]:
    morning, monday = (540, 720), coming(today, 0)
    week = span(monday, monday + 4 * DAY)
    weekly = Meaning(weekly=frozenset((number, morning) for number in range(5)))
    label = "Only this week" if monday == today else "Only next week"
    only = dated(week, morning, today=today)
    for text in ("Mon-Fri 9-12", "M-F 9-12", "Monday to Friday, 9-12", "mon - fri, mornings"):
        if "morning" not in text:
            yield text, {"Every week": weekly, label: only}
    for numbers in ((0, 2, 4), (1, 3)):
        named = [NAMES[number][:3] for number in numbers]
        every = Meaning(weekly=frozenset((number, morning) for number in numbers))
        days = frozenset(coming(today, number) for number in numbers)
        weeks = {day.isocalendar()[:2] for day in days}
        following = {(today + 7 * DAY).isocalendar()[:2]}
        this = {today.isocalendar()[:2]}
        once = {str(this): "Only this week", str(following): "Only next week"}
        label = once.get(str(weeks), "Only the coming days")
        for joint in ("/", ", ", " and ", " "):
            meant = {"Every week": every, label: dated(days, morning, today=today)}
            yield f"{joint.join(named)} 9-12", meant
    for hours, minutes in (("5-7", (300, 420)), ("2:30-4", (150, 240)), ("6-8:30", (360, 510))):
        start = hours.partition("-")[0]
        later = (minutes[0] + 720, minutes[1] + 720)
        tomorrow = frozenset({today + DAY})
        yield (
            f"tomorrow {hours}",
            {
                f"{start} PM": dated(tomorrow, later, today=today),
                f"{start} AM": dated(tomorrow, minutes, today=today),
            },
        )
    if today.month > 10:  # 3 April and 4 March are both nearer than half a year ahead
        found = [date(today.year + 1, 4, 3), date(today.year + 1, 3, 4)]
        ways = {
            f"{short(each)} {each.year}": dated(frozenset({each}), morning, today=today)
            for each in found
        }
        yield "03/04 9-12", ways
        yield f"03/04/{today.year + 1} 9-12", ways
    for number, name in enumerate(NAMES):
        first = coming(today, number)
        for text in (f"every other {name} 9-12", f"{name}s 9-12 every 2 weeks"):
            yield (
                text,
                {
                    f"From {NAMES[number][:3]} {short(day)} {day.year}": Meaning(
                        endless=frozenset({(day, morning, 2)})
                    )
                    for day in (first, first + 7 * DAY)
                },
            )
    behind = today - 9 * DAY
    next_year = date(behind.year + 1, behind.month, behind.day)
    yield (
        f"{short(behind)} 9-12",
        {f"{short(behind)} {next_year.year}": dated({next_year}, morning, today=today)},
    )


def phrases(now: datetime) -> list[tuple[str, Days]]:
    today = now.astimezone(BERLIN).date()
    ahead = span(today, today + 366 * DAY)
    by_rule = [
        (rule, frozenset(day for day in ahead if day.weekday() in weekdays))
        for rule, weekdays in rules()
    ]
    singles = [
        (
            text,
            frozenset(d for d in ahead if d.weekday() == day.weekday()) if text in NAMES else {day},
        )
        for text, day in single_days(today)
    ]
    bounds = [(text, days) for text, days in frames(today) if "for " not in text]
    return [(text, frozenset(days)) for text, days in (*singles, *bounds, *by_rule)]


def recurring(phrase: str) -> frozenset[int]:
    return dict(rules()).get(phrase, frozenset())
