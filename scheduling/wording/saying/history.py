"""Entries of the audit as sentences."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduling.errors import listed
from scheduling.model.audit import Acting, AuditEntry, Facts, Subject, Through
from scheduling.results import History
from scheduling.timespan import words_for

_UNKNOWN = "somebody who is not known any more"
_DONE = {
    (Subject.INTERVIEW, "booked"): "booked {what}",
    (Subject.INTERVIEW, "moved"): "moved {what}{change}",
    (Subject.INTERVIEW, "move asked"): "asked for another hour of {what}",
    (
        Subject.INTERVIEW,
        "move refused",
    ): "left {what} where it is, which its candidate asked to move",
    (Subject.INTERVIEW, "cancelled"): "cancelled {what}",
    (Subject.INTERVIEW, "panel changed"): "changed the panel of {what}{change}",
    (Subject.INTERVIEW, "details changed"): "changed what is said of {what}{change}",
    (Subject.INTERVIEW, "rearranged"): "rearranged {what}{change}",
    (Subject.INTERVIEW, "declined"): "{what}: an interviewer can't make it{change}",
    (Subject.INTERVIEW, "accepted"): "{what}: an interviewer can make it after all",
    (Subject.INTERVIEW, "outside hours"): "{what}: somebody may not be free then any more",
    (Subject.INTERVIEW, "outside hours no more"): "{what}: everybody is free then again",
    (Subject.PERSON, "registered"): "registered {what}",
    (Subject.PERSON, "registered no more"): "took back that {what} is registered",
    (Subject.PERSON, "changed"): "changed what is known of {what}",
    (Subject.PERSON, "made a coordinator"): "made {what} a coordinator",
    (Subject.PERSON, "no coordinator any more"): "took it back that {what} is a coordinator",
    (Subject.PERSON, "rights derived"): "took over what the workspace and the settings make {what}",
    (Subject.PERSON, "grant explained"): "noted why {what} is a coordinator",
    (Subject.PERSON, "left"): "noted that {what} has left",
    (Subject.PERSON, "said to have left"): "asked whether {what} has left",
    (Subject.PERSON, "removed"): "took {what} out",
    (Subject.PERSON, "merged"): "merged a double of {what} into them",
    (Subject.PERSON, "outcome noted"): "noted what became of {what}{change}",
    (Subject.PERSON, "back"): "noted that {what} is back",
    (Subject.PERSON, "hour offered again"): "{what} can make an hour after all",
    (Subject.PERSON, "link sent"): "made a link to the page of {what}",
    (Subject.PERSON, "links ended"): "ended the links to the page of {what}",
    (Subject.HOURS, "changed"): "changed the hours of {what}",
    (Subject.HOURS, "calendar connected"): "connected a calendar of {what}",
    (Subject.HOURS, "calendar choice changed"): "chose what counts of a calendar of {what}",
    (Subject.HOURS, "calendar disconnected"): "disconnected a calendar of {what}",
    (Subject.HOURS, "calendar unconfirmed"): "asked {what} whether a calendar is theirs",
    (Subject.HOURS, "calendar not confirmed"): "had a calendar not count as that of {what}",
    (Subject.HOURS, "calendar refused"): "had the company's calendar of {what} not be read",
    (Subject.ROUND, "drafted"): "planned round {what}",
    (Subject.ROUND, "changed"): "changed the plan of round {what}",
    (Subject.ROUND, "booked"): "booked round {what}",
    (Subject.ROUND, "dropped"): "dropped round {what}",
    (Subject.TOKEN, "made"): "made the token {what}",
    (Subject.TOKEN, "revoked"): "revoked the token {what}",
    (Subject.FEED, "made"): "made a calendar's address for {what}",
    (Subject.FEED, "ended"): "ended the calendar's address of {what}",
    (Subject.EXPORT, "link made"): "made a link to a table of interviews for {what}",
    (Subject.EXPORT, "downloaded"): "a table of interviews was downloaded by the link of {what}",
    (Subject.ACCESS, "refused"): "was refused: {what}",
    (Subject.ACCESS, "wrong token"): "came with a token that nobody has ({what})",
}

_SAID = {
    "title": "its title",
    "place": "its place",
    "note_for_candidate": "the note for the candidate",
    "note_for_panel": "the note for the panel",
}


def entry_words(
    entry: AuditEntry,
    *,
    history: History,
    names: Mapping[int, str],
    zone: ZoneInfo,
    escape: Callable[[str], str],
) -> str:
    """Say when who did what. `names` are those of people, as they are to be shown, by id."""
    usual = f"{entry.subject}: {entry.action}"
    done = _DONE.get((entry.subject, entry.action), usual).format(
        what=_what(entry, history, names, zone, escape),
        change=_change(entry.before, entry.after, names, zone),
    )
    # To the minute: clocks give millionths of a second, which nobody reads.
    at = entry.at.replace(second=0, microsecond=0)
    return f"{words_for(at, zone=zone)} – {_who(entry.by, names, escape)}: {done}"


def _who(by: Acting, names: Mapping[int, str], escape: Callable[[str], str]) -> str:
    if by.person_id is not None:
        return names.get(by.person_id, _UNKNOWN)
    if by.slack_user_id is not None:
        return "somebody who is not registered"
    if by.token is not None:
        return f"the program {escape(by.token)}"
    return {
        Through.COMMAND_LINE: "the command line",
        Through.TOKEN: "a program",
        Through.SLACK: "somebody in Slack",
    }.get(by.through, "by itself")


def _what(
    entry: AuditEntry,
    history: History,
    names: Mapping[int, str],
    zone: ZoneInfo,
    escape: Callable[[str], str],
) -> str:
    match entry.subject:
        case Subject.INTERVIEW:
            interview = history.interviews.get(entry.subject_id or 0)
            if interview is None:
                return f"interview {entry.subject_id}"
            whom = names.get(interview.candidate.id, _UNKNOWN)
            start = words_for(_start(entry, interview.start), zone=zone)
            return f"the interview with {whom}, {start}"
        case Subject.PERSON | Subject.HOURS | Subject.FEED | Subject.EXPORT:
            return names.get(entry.subject_id or 0, _UNKNOWN)
        case Subject.TOKEN:
            return escape(str({**entry.before, **entry.after}.get("token", "")))
        case Subject.ACCESS if entry.action == "wrong token":
            return f"{entry.after.get('requests', 1)} in a minute"
        case Subject.ACCESS:
            return str(entry.after.get("what", ""))
        case Subject.ROUND:
            return str(entry.subject_id)


def _start(entry: AuditEntry, now: datetime) -> datetime:
    """When the interview was to start after the entry, as far as that is kept."""
    kept = entry.after.get("start")
    return now if kept is None else datetime.fromisoformat(kept)


def _change(before: Facts, after: Facts, names: Mapping[int, str], zone: ZoneInfo) -> str:
    said = []
    if "start" in before:
        said.append(f"from {words_for(datetime.fromisoformat(before['start']), zone=zone)}")
    said += [_SAID.get(each, each) for each in after.get("said", ())]
    for fact, in_, out in (("panel", "in", "out"), ("declined", "", "")):
        was, now = set(before.get(fact, ())), set(after.get(fact, ()))
        for ids, word in ((now - was, in_), (was - now, out)):
            whom = listed([names.get(each, _UNKNOWN) for each in sorted(ids)])
            said += [f"{word} {whom}".strip()] if ids else []
    if "outcome" in after:
        said.append(str(after["outcome"] or "nothing yet"))
    return f" ({'; '.join(said)})" if said else ""
