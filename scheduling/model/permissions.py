"""Who may do what: one function, asked at every use, never once and remembered."""

from dataclasses import replace
from enum import StrEnum

from scheduling.errors import NotAllowed
from scheduling.model import Actor, Interview, Person, Role


class Action(StrEnum):
    """What can be done, in the words of a refusal: "Only a coordinator may …"."""

    LOOK = "look"
    REGISTER_SELF = "register themselves"
    REGISTER_CANDIDATE = "register candidates"
    SEND_LINK = "send candidates a link"
    APPOINT_COORDINATOR = "make others coordinators"
    REMOVE_PERSON = "take people out"
    MERGE_PEOPLE = "merge two people into one"
    SET_OUTCOME = "say what became of a candidate"
    CHANGE_AVAILABILITY = "change somebody else's availability"
    BOOK = "book interviews"
    MOVE = "move this interview"
    CANCEL = "cancel this interview"
    REPLACE = "change the panel"
    DESCRIBE = "change the place and the notes of this interview"
    DECLINE = "say that they can't make it"
    TELL = "see whom somebody has to tell"
    KEEP = "say that they come to this interview"
    EXPORT = "take out the list of interviews"
    TAKE_OUT = "take out what is held about somebody else"
    READ_AUDIT = "read what everybody has done"
    ERASE = "erase people"
    DISTRIBUTE = "distribute candidates over interviewers"


_ANYONE = frozenset({Action.LOOK, Action.REGISTER_SELF})


def may(actor: Actor, action: Action, subject: Person | Interview | None = None) -> bool:
    """Tell whether the actor may do it, to the subject where there is one.

    Coordinators may do all but say for others that they can come, or can't. Everybody may look,
    register themselves and change their own availability. Candidates may move and cancel their
    own interview; interviewers may say that they can't make theirs, and both that they can.
    """
    if action in _ANYONE:
        return True
    # Nobody can know for others whether they can come, so not even a coordinator may say it.
    if action is Action.DECLINE:
        return isinstance(subject, Interview) and _is_among(actor, subject.interviewers)
    if action is Action.KEEP:
        return isinstance(subject, Interview) and _is_among(actor, subject.people)
    if actor.is_coordinator:
        return True
    if action is Action.CHANGE_AVAILABILITY:
        return isinstance(subject, Person) and _is_among(actor, (subject,))
    if action in (Action.MOVE, Action.CANCEL):
        return isinstance(subject, Interview) and _is_among(actor, (subject.candidate,))
    return False


def require(actor: Actor, action: Action, subject: Person | Interview | None = None) -> None:
    """Do nothing when the actor may; else it raises NotAllowed."""
    if may(actor, action, subject):
        return
    who = {
        Action.DECLINE: "an interviewer on the panel",
        Action.KEEP: "somebody who is in it",
        Action.MOVE: "a coordinator or the candidate",
        Action.CANCEL: "a coordinator or the candidate",
    }.get(action, "a coordinator")
    raise NotAllowed(action=action.value, who=who, hint=_HINTS.get(action, ""))


def as_shown_to(person: Person | None, interview: Interview, *, sees_panel: bool) -> Interview:
    """Return an interview as somebody may see it: its candidate may be shown no names.

    Then one that stands for all is in the place of the panel, and nobody's hours are told of.
    Coordinators see all of these. The note for the panel is never shown to its candidate.
    """
    if person is None or person.id != interview.candidate.id:
        return interview
    interview = replace(interview, details=interview.details.for_candidate())
    if not hides_panel(person, interview, sees_panel=sees_panel):
        return interview
    nobody = frozenset[int]()
    panel = replace(THE_PANEL, time_zone=person.time_zone)
    own = interview.in_conflict & {person.id}
    return replace(interview, interviewers=(panel,), declined=nobody, in_conflict=own)


def hides_panel(person: Person | None, interview: Interview, *, sees_panel: bool) -> bool:
    """Tell whether somebody is an interview's candidate who is shown no names."""
    is_candidate = person is not None and person.id == interview.candidate.id
    return is_candidate and not (sees_panel or (person is not None and person.is_coordinator))


THE_PANEL = Person(
    id=-1, name="the panel", role=Role.INTERVIEWER, time_zone="UTC", slack_user_id="-"
)
"""Stands for a panel whose names are not shown; everybody on it is reached somehow."""

_HINTS = {
    Action.CHANGE_AVAILABILITY: "Your own: `/availability`.",
    Action.REGISTER_CANDIDATE: "You can register yourself: `/register`.",
    Action.DISTRIBUTE: "`/find-slots` shows anybody when an interview could take place.",
    Action.EXPORT: "`/interviews` shows your own.",
    Action.TAKE_OUT: "Your own: `/register export`.",
    Action.APPOINT_COORDINATOR: "`/register list` shows who the coordinators are.",
}
"""What those may do who may not."""


def _is_among(actor: Actor, people: tuple[Person, ...]) -> bool:
    return actor.person is not None and any(actor.person.id == person.id for person in people)
