"""What is said of an interview, for a reader: how it is called, where it is, and the notes."""

from scheduling.model import Interview
from scheduling.model.details import Detail
from scheduling.wording.saying.marked import Marked, filled, joined, linked, plain
from scheduling.wording.saying.reader import Reader


def detail_lines(interview: Interview, *, reader: Reader) -> tuple[Marked, ...]:
    """Return a line for each thing that is said and that the reader may know."""
    first = (title_words(interview), place_line(interview, reader=reader))
    return tuple(line for line in (*first, *note_lines(interview, reader=reader)) if line)


def title_words(interview: Interview) -> Marked:
    """Return how an interview is called, to stand out; nothing where it has no name."""
    title = interview.details.title
    return filled("*{title}*", title=title) if title else ()


def place_line(interview: Interview, *, reader: Reader) -> Marked:
    """Say where it is; nothing where nobody has said."""
    place = interview.details.place
    return reader.gettext("Where: {place}", place=linked(place)) if place else ()


def note_lines(interview: Interview, *, reader: Reader) -> tuple[Marked, ...]:
    """Return the notes that the reader may read, whom each is for beside it."""
    details, gettext = interview.details, reader.gettext
    is_candidate = reader.is_called(interview.candidate)
    lines: list[Marked] = []
    if details.note_for_candidate:
        note = linked(details.note_for_candidate)
        if is_candidate:
            lines.append(gettext("Note: {note}", note=note))
        else:
            name = interview.candidate.name
            lines.append(gettext("Note for {candidate}: {note}", candidate=name, note=note))
    # Whatever else has been left out before: the candidate never reads this one.
    if details.note_for_panel and not is_candidate:
        lines.append(gettext("Note for the panel: {note}", note=linked(details.note_for_panel)))
    return tuple(lines)


def titled(interview: Interview, *, reader: Reader) -> str:
    """Return what an interview with a title is called in a calendar; "" for one without."""
    title = interview.details.title
    if not title or reader.is_called(interview.candidate):
        return title
    return f"{title}: {interview.candidate.name}"


def calendar_fields(interview: Interview, *, reader: Reader) -> dict[str, str]:
    """Return what a calendar keeps of the place and the notes, by the names of its properties.

    The place stands below the name of the interview as well: not all open the link otherwise.
    """
    details = interview.details
    lines = (place_line(interview, reader=reader), *note_lines(interview, reader=reader))
    known = {
        "location": details.place,
        "url": details.link or "",
        "description": plain(joined((line for line in lines if line), separator="\n")),
    }
    return {name: text for name, text in known.items() if text}


def called(detail: Detail, interview: Interview, *, reader: Reader) -> Marked:
    """Return how one of these things is called in a sentence, such as "the place"."""
    gettext = reader.gettext
    match detail:
        case Detail.TITLE:
            return gettext("the title")
        case Detail.PLACE:
            return gettext("the place")
        case Detail.NOTE_FOR_PANEL:
            return gettext("the note for the panel")
        case Detail.NOTE_FOR_CANDIDATE if reader.is_called(interview.candidate):
            return gettext("the note for you")
        case Detail.NOTE_FOR_CANDIDATE:
            return gettext("the note for {candidate}", candidate=interview.candidate.name)
