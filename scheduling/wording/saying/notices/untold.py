"""Who hears of a change from us, and whom somebody has to tell since no channel reaches them."""

from collections.abc import Iterable

from languages.catalogue import gettext
from scheduling.model import Person, Untold
from scheduling.model.details import Detail
from scheduling.results import InterviewChange
from scheduling.timespan import written_in
from scheduling.wording.saying.marked import Marked, joined, plain
from scheduling.wording.saying.naming import Names
from scheduling.wording.saying.notices.sentences import whole_words
from scheduling.wording.saying.reader import Reader

_MOST_NAMES = 4
_BY_HAND = "{name} is not in Slack: that is for you to tell."
_BY_MAIL_OR_HAND = "{name} is not in Slack: they are told by mail, or you are asked to tell them."


def who_is_told(change: InterviewChange, *, reader: Reader) -> Marked:
    """Say who is told by direct message, and whom the reader has to tell, in which words.

    The reader has done it, and is not told.
    """
    left = {untold.person.id for untold in change.untold}
    people = _concerned(change)
    told = [each for each in people if each.id not in left and not _is(each, reader)]
    written_to = [each for each in told if each.slack_user_id is None]
    told = [each for each in told if each not in written_to]
    names = Names.among((*people, *(untold.person for untold in change.untold)), reader=reader)
    first = _told(told, names, everybody=len(told) == len(people)) if told else ()
    # Of another panel nobody is written to: whom they meet is not told by mail.
    by_mail = _by_mail(written_to, names) if written_to and not _is_of_panel(change) else ()
    lines = [_untold(each, names) for each in change.untold]
    return joined([part for part in (first, by_mail, *lines) if part], separator=" ")


def who_would_be_told(
    people: tuple[Person, ...], *, unreached: Iterable[Person], reader: Reader
) -> Marked:
    """Say who else will hear of it if the reader does it, and whom they have to tell themselves."""
    names, left = Names.among(people, reader=reader), tuple(unreached)
    told = [each for each in people if each not in left and not _is(each, reader)]
    everybody = len(told) == len(people)
    first = _told_at_once(told, names, everybody=everybody) if told else ()
    lines = [
        reader.gettext(_BY_MAIL_OR_HAND if person.email else _BY_HAND, name=names.of_person(person))
        for person in left
    ]
    return joined([first, *lines] if first else lines, separator=" ")


def words_to_pass_on(untold: Untold) -> str:
    """Return what somebody would have been told, by their own clock, ready to be copied.

    It is text without marks: whoever copies it reads it by another clock than they.
    """
    reader = Reader.of(untold.person, channel=None)
    with written_in(untold.person.own_style(usual=untold.usual_locale)):
        return plain(whole_words(untold.news, reader=reader, now=untold.at))


def subject_to_pass_on(untold: Untold) -> str:
    """Return what a mail with these words may be headed by."""
    with written_in(untold.person.own_style(usual=untold.usual_locale)):
        return gettext("Your interview")


def _is(person: Person, reader: Reader) -> bool:
    return reader.person is not None and reader.person.id == person.id


def _untold(untold: Untold, names: Names) -> Marked:
    return names.reader.gettext(
        "*{name}, who is not in Slack, is not told by me.* Tell them yourself: “{words}”",
        name=names.of_person(untold.person),
        words=words_to_pass_on(untold),
    )


def _concerned(change: InterviewChange) -> tuple[Person, ...]:
    """Everybody in it; where only what is said of it differs, those who may read that."""
    before, after = change.before, change.interview
    said = () if before is None else before.details.differing(after.details)
    if not said:
        return after.people
    people = after.interviewers if said == (Detail.NOTE_FOR_PANEL,) else after.people
    return tuple(person for person in people if person.id not in after.declined)


def _is_of_panel(change: InterviewChange) -> bool:
    before, after = change.before, change.interview
    return before is not None and (before.start, before.state, before.details) == (
        after.start,
        after.state,
        after.details,
    )


def _by_mail(people: list[Person], names: Names) -> Marked:
    return names.reader.ngettext(
        "{who} is told by mail.", "{who} are told by mail.", len(people), who=names.listed(people)
    )


def _told(people: list[Person], names: Names, *, everybody: bool) -> Marked:
    gettext, ngettext = names.reader.gettext, names.reader.ngettext
    if len(people) <= _MOST_NAMES:
        return ngettext(
            "{who} is told by direct message.",
            "{who} are told by direct message.",
            len(people),
            who=names.listed(people),
        )
    if everybody:
        return gettext("Everybody is told by direct message.")
    return gettext("Everybody else is told by direct message.")


def _told_at_once(people: list[Person], names: Names, *, everybody: bool) -> Marked:
    gettext, ngettext = names.reader.gettext, names.reader.ngettext
    if len(people) <= _MOST_NAMES:
        return ngettext(
            "{who} is told at once.",
            "{who} are told at once.",
            len(people),
            who=names.listed(people),
        )
    return gettext("Everybody is told at once." if everybody else "Everybody else is told at once.")
