"""The audit: every use case that changes something leaves an entry, and none names anybody."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from time_builders import at, weekly
from town import Town, town_at

import scheduling.usecases
from scheduling.availability.calendars import CalendarReading
from scheduling.errors import NotAllowed
from scheduling.model import Availability, Mail, Outcome, Profile, Role, Seen, entry_key
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.audit import AuditEntry, Subject, Through
from scheduling.model.calendars import CompanyCalendars, CountedEvents, SourceKind
from scheduling.model.details import GivenDetails
from scheduling.model.people import WithAhead
from scheduling.model.rounds import Adjustments, RoundAsked
from scheduling.results.endings import RemovalUndo
from scheduling.store import audit, availability
from scheduling.store import people as everybody
from scheduling.store.availability import calendars as kept_calendars
from scheduling.timespan import HOUR, Clock
from scheduling.usecases import availability as hours
from scheduling.usecases import candidate, interviews, members, people, register
from scheduling.usecases import distribute as spread
from scheduling.usecases.access import tokens
from scheduling.usecases.audit import (
    acting_at_command_line,
    acting_by_token,
    acting_in_slack,
    end_old_entries,
    history,
    note_call_refused,
    note_refusal,
    note_wrong_tokens,
)
from scheduling.usecases.availability import calendars, company, confirming, grants
from scheduling.usecases.interviews import AllowedHours, export, feed
from scheduling.usecases.people import coordinators, held, merging, outcomes, removal
from scheduling.wording.reading import ParsedAvailability, read_availability

NOW = at("2026-11-09 08:00")
NINE, TEN, ELEVEN = (at(f"2026-11-10 {hour}:00") for hour in ("09", "10", "11"))
NAMES = ("Cora", "Carl", "Bea", "Ines", "Ivo", "Ada", "Ana", "Eve", "Bo", "example.com")
COMPANY = CompanyCalendars(
    source=SourceKind.GOOGLE, host="google.example.com", domains=frozenset({"example.com"})
)
_WRITES = {".writing", ".writing_about", ".stepping"}
ERRANDS = {
    # The bot's own bookkeeping: messages on their way, a cache, a sign of life.
    "delivery": None,
    "refresh_availability_cache": None,
    # What people set is on record where it is set: outside.
    "follow_settings": None,
    # It carries out another use case, which leaves its own entry.
    "once": "carry_out_once",
    # When a token was used last is no change that anybody makes.
    "caller_of": None,
    # Nor that they have looked at something.
    "note_home_opened": None,
    # What is over ends by age alone.
    "end_history": None,
    # One transaction for each, which leaves the entry of an erasure.
    "erase_candidates": None,
    # It ends entries.
    "audit": "end_old_entries",
    # By which clock things wait is nobody's doing here.
    "follow_clock": None,
    # Whoever was merged is on record; what they had connected twice ends by itself.
    "doubles": None,
    # In which order names stand, and whom coordinators are asked to remind.
    "keep_names_sorted": None,
    "remind_by_hand": None,
    # What a calendar says by itself is nothing that anybody does here.
    "reading": None,
    # What opens a calendar is sealed under another key; nobody changes anything by that.
    "resealing": None,
    # Connecting follows, with an entry of its own.
    "sign_in": None,
    "begin_confirming": None,
    # Nor is it anything but what connecting and disconnecting have entries of.
    "grants": None,
    # A draft is looked through, and made better, for whoever has asked for it: that is on record.
    "page_of_draft": None,
    "look_for_earlier": None,
}
"""What changes nothing that the audit is about: modules and packages of them, one function of a
module, functions.
"""


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW, hand_notice=None) as town:
        town.coordinator("Cora")
        town.candidate("Carl", weekly("Tue 9:00-12:00"))
        town.interviewer("Ines", weekly("Tue 9:00-12:00"))
        town.interviewer("Ivo", weekly("Tue 9:00-12:00"))
        yield town


def entries(town: Town) -> tuple[AuditEntry, ...]:
    with town.store.reading() as session:
        return audit.entries(session, limit=1000)


@cache
def writing_use_cases() -> frozenset[str]:
    """The public functions of use cases that open a transaction to write, themselves or by help."""
    root = Path(scheduling.usecases.__file__).parent
    return frozenset(name for path in root.rglob("*.py") for name in writing_in(path))


def writing_in(path: Path) -> Iterator[str]:
    spared = ERRANDS.get(path.stem, "")
    if spared is None or ERRANDS.get(path.parent.name, "") is None:
        return
    for name in writing(ast.parse(path.read_text(encoding="utf-8"))):
        if not name.startswith("_") and name not in (spared, *ERRANDS):
            yield name


def writing(module: ast.Module) -> set[str]:
    """Return the functions of a module that write, or use one of it that does."""
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    used = {node.name: names_in(node) for node in functions}
    found = {name for name, names in used.items() if names & _WRITES}
    while more := {name for name, names in used.items() if names & found} - found:
        found |= more
    return found


def names_in(node: ast.FunctionDef) -> set[str]:
    """Return what a function names: attributes with a dot before them, as no name has one."""
    parts = list(ast.walk(node))
    attributes = {f".{part.attr}" for part in parts if isinstance(part, ast.Attribute)}
    return attributes | {part.id for part in parts if isinstance(part, ast.Name)}


class Story:
    """A day on which everything is done once; each step is called as the use case that it is."""

    def __init__(self, town: Town) -> None:
        self.town, self.store = town, town.store
        self.cora, self.ines, self.carl = (town.context(each) for each in ("Cora", "Ines", "Carl"))
        self.ids = {name: person.id for name, person in town.people.items()}
        self.ada = Profile(slack_user_id="UADA", name="Ada", time_zone="UTC")
        self.key, self.undo, self.candidate, self.booked = "", "", 0, 0
        self.bo, self.double, self.unconfirmed = 0, 0, 0
        self.round = (0, 0)

    def said(self, text: str) -> ParsedAvailability:
        return read_availability(text, now=NOW, zone=self.ines.actor.zone)

    def stood(self) -> Availability:
        with self.store.reading() as session:
            return availability.of(session, [self.ids["Ines"]])[self.ids["Ines"]]

    def draft(self, asked: RoundAsked | None = None) -> None:
        whole = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"))
        prepared = spread.prepare_round(self.store, self.cora, asked=asked or whole)
        made = spread.draft_round(self.store, self.cora, prepared=prepared)
        self.round = (made.round.id, made.round.version)

    @property
    def which(self) -> dict[str, int]:
        return {"round_id": self.round[0], "version": self.round[1]}

    # -- people

    def identify(self) -> None:
        eve = Profile(slack_user_id="UEVE", name="Eve", time_zone="UTC", is_admin=True)
        members.identify(self.store, profile=eve, rules=self.town.rules, now=NOW)

    def register_self(self) -> None:
        register.register_self(
            self.store, self.ines, role=Role.INTERVIEWER, time_zone="Europe/Paris"
        )

    def choose_clock(self) -> None:
        register.choose_clock(self.store, self.ines, clock=Clock.TWENTY_FOUR_HOURS)

    def enrol(self) -> None:
        people.enrol(
            self.store,
            self.cora,
            name="Zoe",
            role=None,
            time_zone=None,
            email="zoe@example.com",
            profile=None,
        )

    def register_candidate(self) -> None:
        added = register.register_candidate(
            self.store,
            self.cora,
            name="Ana",
            email="ana@example.com",
            time_zone="UTC",
            said=ParsedAvailability(),
        )
        self.candidate = added.person.id

    def change_candidate(self) -> None:
        register.change_candidate(
            self.store,
            self.cora,
            person_id=self.candidate,
            name="Ana Alves",
            email=None,
            time_zone="UTC",
        )

    def appoint_coordinator(self) -> None:
        coordinators.appoint_coordinator(self.store, self.cora, profile=self.ada)

    def dismiss_coordinator(self) -> None:
        self.dismissed = coordinators.dismiss_coordinator(self.store, self.cora, profile=self.ada)

    def undo_registration(self) -> None:
        undo = self.dismissed.undo
        assert undo is not None
        register.undo_registration(self.store, self.cora, undo=undo)

    # -- hours

    def give_availability(self) -> None:
        given = hours.give_availability(
            self.store, self.ines, person_id=None, said=self.said("20 Nov 9-12")
        )
        assert given.undo is not None
        self.undo = given.undo

    def undo_availability(self) -> None:
        hours.undo_availability(self.store, self.ines, token=self.undo)

    def change_availability(self) -> None:
        hours.give_availability(
            self.store, self.ines, person_id=None, said=self.said("21 Nov 9-12")
        )
        hours.change_availability(
            self.store,
            self.ines,
            person_id=None,
            key=entry_key(self.stood().windows[0]),
            said=self.said("22 Nov 9-12"),
        )

    def remove_availability(self) -> None:
        key = entry_key(self.stood().windows[0])
        hours.remove_availability(self.store, self.ines, person_id=None, key=key)

    # -- interviews

    def book_interview(self) -> None:
        self.booked = self.town.books("Carl", "Ines", start=NINE, by="Cora").id

    def move_interview(self) -> None:
        interviews.move_interview(
            self.store, self.cora, interview_id=self.booked, start=TEN, allowed=AllowedHours.ANY
        )

    def decline_interview(self) -> None:
        interviews.decline_interview(self.store, self.ines, interview_id=self.booked)

    def undo_decline(self) -> None:
        interviews.undo_decline(self.store, self.ines, interview_id=self.booked, start=TEN)

    def keep_interview(self) -> None:
        hours.give_availability(self.store, self.ines, person_id=None, said=self.said("off 10 Nov"))
        interviews.keep_interview(self.store, self.ines, interview_id=self.booked)

    def replace_interviewer(self) -> None:
        interviews.replace_interviewer(
            self.store,
            self.cora,
            interview_id=self.booked,
            leaving_id=self.ids["Ines"],
            coming_id=self.ids["Ivo"],
        )

    def describe_interview(self) -> None:
        given = GivenDetails(place="Room 4", note_for_candidate="Ask for Eve at the door")
        interviews.describe_interview(self.store, self.cora, interview_id=self.booked, given=given)

    def cancel_interview(self) -> None:
        interviews.cancel_interview(self.store, self.cora, interview_id=self.booked)

    # -- whom nothing reaches

    def mark_told(self) -> None:
        interview_id = self.books_ana(hour=15)
        ids = {"interview_id": interview_id, "person_id": self.candidate}
        interviews.mark_told(self.store, self.cora, **ids)
        assert entries(self.town)[0].action == "told by hand"

    def tell_by_mail(self) -> None:
        self.books_ana(hour=16)
        with self.store.writing() as session:
            ana = everybody.get(session, self.candidate)
            assert ana is not None
            everybody.save(session, replace(ana, email="ana@example.com"))
        rules = replace(self.cora.rules, mail=Mail(is_on=True))
        interviews.tell_by_mail(self.store, replace(self.cora, rules=rules))
        assert entries(self.town)[0].action == "told by mail"

    def books_ana(self, *, hour: int) -> int:
        booked = interviews.book_interview(
            self.store,
            self.cora,
            candidate_id=self.candidate,
            interviewer_ids=(self.ids["Ivo"],),
            start=at(f"2026-11-10 {hour}:00"),
            allowed=AllowedHours.ANY,
        )
        return booked.interview.id

    # -- rounds

    def draft_round(self) -> None:
        self.draft()

    def drop_round(self) -> None:
        spread.drop_round(self.store, self.cora, **self.which)

    def adjust_round(self) -> None:
        self.draft()
        changed = spread.adjust_round(
            self.store, self.cora, **self.which, adjustments=Adjustments()
        )
        self.round = (changed.round.id, changed.round.version)

    def replan_round(self) -> None:
        changed = spread.replan_round(self.store, self.cora, **self.which)
        self.round = (changed.round.id, changed.round.version)

    def leave_proposal(self) -> None:
        changed = spread.leave_proposal(self.store, self.cora, **self.which)
        self.round = (changed.round.id, changed.round.version)

    def book_round(self) -> None:
        assert spread.book_round(self.store, self.cora, **self.which).interviews

    # -- access

    def open_feed(self) -> None:
        feed.open_feed(self.store, self.ines, person_id=self.ids["Ines"])

    def close_feed(self) -> None:
        feed.close_feed(self.store, self.ines, person_id=self.ids["Ines"])

    def first_feed(self) -> None:
        feed.first_feed(self.store, self.ines, person_id=self.ids["Ines"])

    def open_export(self) -> None:
        self.link = export.open_export(self.store, self.cora, text="", profiles={})

    def downloaded(self) -> None:
        assert export.downloaded(self.store, secret=self.link, now=NOW) is not None

    def add_token(self) -> None:
        tokens.add_token(self.store, name="Lever", now=NOW)

    def revoke_token(self) -> None:
        tokens.revoke_token(self.store, name="Lever")

    def note_refusal(self) -> None:
        refused = NotAllowed(action="book interviews")
        note_refusal(self.store, error=refused, slack_user_id="UNOBODY", now=NOW)

    def note_wrong_tokens(self) -> None:
        note_wrong_tokens(self.store, count=3, now=NOW)

    def note_call_refused(self) -> None:
        note_call_refused(self.store, token="Lever", call="book_interview", count=2, now=NOW)

    # -- candidates' pages

    def issue_link(self) -> None:
        issued = candidate.issue_link(
            self.store,
            self.cora,
            person_id=self.ids["Carl"],
            purpose=LinkPurpose.PICK,
            offer=Offer(),
        )
        self.page = issued.link

    def give_hours(self) -> None:
        gained = [at("2026-11-12 10:00")]
        candidate.give_hours(self.store, self.carl, link=self.page, gained=gained, lost=[])

    def say_hours(self) -> None:
        said = self.said("13 Nov 9:00-12:00")
        candidate.say_hours(self.store, self.carl, link=self.page, said=said)

    def change_zone(self) -> None:
        candidate.change_zone(
            self.store, self.carl, person_id=self.ids["Carl"], time_zone="Europe/Lisbon"
        )

    def keep_own_locale(self) -> None:
        candidate.keep_own_locale(self.store, self.carl, person_id=self.ids["Carl"], locale="de-AT")

    def pick_hour(self) -> None:
        free = candidate.hours_to_pick(self.store, self.carl, link=self.page)
        assert free
        picked = candidate.pick_hour(self.store, self.carl, link=self.page, start=free[-1])
        self.picked = {"interview_id": picked.id}

    def move_own(self) -> None:
        free = candidate.hours_to_move(self.store, self.carl, **self.picked)
        start, seen = free.starts[0], Seen(revision=free.interview.revision)
        candidate.move_own(self.store, self.carl, start=start, seen=seen, **self.picked)

    def ask_to_move(self, wanted: str = "2026-11-20 10:00") -> None:
        candidate.ask_to_move(self.store, self.carl, wanted=at(wanted), seen=Seen(), **self.picked)

    def refuse_move(self) -> None:
        candidate.refuse_move(self.store, self.cora, **self.picked)

    def move_wanted(self) -> None:
        self.ask_to_move("2026-11-20 11:00")
        candidate.move_wanted(self.store, self.cora, **self.picked)

    def end_links(self) -> None:
        candidate.end_links(self.store, self.cora, person_id=self.ids["Carl"])

    # -- calendars, and all that is held about somebody

    def connect_calendar(self) -> None:
        reader = calendars.reader_for(self.store, self.cora, person_id=self.ids["Ines"])
        new = calendars.NewCalendar(
            source=SourceKind.ADDRESS,
            host="calendars.example.com",
            sealed=Sealed(),
            reader=reader,
            reading=CalendarReading(blocks=()),
        )
        changed = calendars.connect_calendar(
            self.store, self.cora, person_id=self.ids["Ines"], new=new, interval=HOUR
        )
        self.calendar = {"calendar_id": changed.shown.calendar.id}

    def choose_counted(self) -> None:
        counted = CountedEvents(tentative=False)
        calendars.choose_counted(self.store, self.cora, counted=counted, **self.calendar)

    def disconnect_calendar(self) -> None:
        calendars.disconnect_calendar(self.store, self.cora, **self.calendar)

    def ask_owner(self) -> None:
        source = SourceKind.GOOGLE_SIGN_IN
        grant_id = grants.keep_grant(
            self.store, source=source, sealing=lambda _: b"sealed", now=self.ines.now
        )
        signed_in = confirming.SignedInAs(
            grant_id=grant_id, source=source, host="calendar.google.com", address=""
        )
        asked = confirming.ask_owner(self.store, self.ines, person_id=None, signed_in=signed_in)
        self.unconfirmed = asked.unconfirmed.id

    def refuse_calendar(self) -> None:
        confirming.refuse_calendar(self.store, self.ines, unconfirmed_id=self.unconfirmed)

    def follow_company(self) -> None:
        with self.store.writing() as session:
            ines = everybody.get(session, self.ids["Ines"])
            assert ines is not None
            self.town.people["Ines"] = replace(ines, email="ines@example.com")
            everybody.save(session, self.town.people["Ines"])
        company.follow_company(self.store, COMPANY, now=NOW)

    def connect_company_calendar(self) -> None:
        rules = replace(self.ines.rules, company_calendars=(COMPANY,))
        actor = replace(self.town.context("Ines"), rules=rules)
        with self.store.reading() as session:
            (kept,) = kept_calendars.of(session, [self.ids["Ines"]])[self.ids["Ines"]]
        calendars.disconnect_calendar(self.store, actor, calendar_id=kept.id)
        company.connect_company_calendar(self.store, actor, source=COMPANY.source)

    def held_about(self) -> None:
        held.held_about(self.store, self.cora, whom=self.ids["Carl"])

    def open_held(self) -> None:
        _, self.secret = held.open_held(self.store, self.cora, whom=self.ids["Carl"])

    def held_downloaded(self) -> None:
        assert held.held_downloaded(self.store, secret=self.secret, now=NOW) is not None

    # -- who ends, and who leaves

    def set_outcome(self) -> None:
        self.bo, self.double = self._named("Bo"), self._named("Bob")
        outcomes.set_outcome(
            self.store,
            self.cora,
            person_id=self.bo,
            outcome=Outcome.WITHDRAWN,
            with_ahead=WithAhead.REFUSE,
        )

    def merge_people(self) -> None:
        merging.merge_people(self.store, self.cora, double_id=self.double, into_id=self.bo)

    def remove_person(self) -> None:
        removal.remove_person(self.store, self.cora, person_id=self.bo, with_ahead=WithAhead.REFUSE)

    def undo_removal(self) -> None:
        removal.undo_removal(self.store, self.cora, undo=RemovalUndo(person_id=self.bo))

    def _named(self, name: str) -> int:
        facts = {"role": Role.CANDIDATE, "time_zone": "UTC", "now": NOW}
        with self.store.writing() as session:
            return everybody.add(session, name=name, **facts).id

    def erase_candidate(self) -> None:
        with self.store.writing() as session:
            bea = everybody.add(session, name="Bea", role=Role.CANDIDATE, time_zone="UTC", now=NOW)
        erased = candidate.erase_candidate(self.store, self.cora, person_id=bea.id)
        assert erased.person.is_erased

    def follow_member(self) -> None:
        members.follow_member(
            self.store,
            profile=Profile(slack_user_id="UIVO", name="Ivo", time_zone="UTC", is_deactivated=True),
            rules=self.town.rules,
            now=NOW,
        )


class Sealed:
    """What a calendar is read with, sealed by nobody."""

    def account(self, calendar_id: int) -> bytes:
        return b"sealed"

    def remembered(self, calendar_id: int) -> bytes:
        return b""

    def is_same(self, calendar_id: int, account: bytes) -> bool:
        return account == b"sealed"


TOLD = {
    # These do what another step does, in one more transaction of the same kind.
    "follow_members": "follow_member",
    "confirm_departures": "follow_member",
    "remove_hours": "remove_availability",
    "clear_availability": "remove_availability",
    "take_proposal": "replan_round",
    "rebalance_round": "draft_round",
    "draft_first": "draft_round",
    "draft_outcome": "draft_round",
    "show_earlier": "replan_round",
    "book_at_once": "book_round",
    "register_owner": "enrol",
    "book_even_round": "book_round",
}
"""Use cases whose writing is another's."""


@cache
def steps() -> tuple[str, ...]:
    """The steps of the story, in its order: all but what they share."""
    return tuple(name for name in vars(Story) if name in writing_use_cases())


def test_every_use_case_that_writes_is_a_step_of_the_story() -> None:
    assert writing_use_cases() == {*steps(), *TOLD}
    assert set(TOLD.values()) <= set(steps())


def test_every_step_leaves_an_entry_and_none_names_anybody(town: Town) -> None:
    story = Story(town)
    silent = []

    for name in steps():
        before = len(entries(town))
        getattr(story, name)()
        if len(entries(town)) == before:
            silent.append(name)

    assert silent == []
    kept = json.dumps([[each.before, each.after] for each in entries(town)])
    assert [name for name in NAMES if name in kept] == []


def test_what_is_undone_leaves_no_entry(town: Town) -> None:
    before = len(entries(town))

    with town.store.writing() as session:
        audit.note(session, "booked", Subject.INTERVIEW, 1)
        session.rollback()

    assert len(entries(town)) == before


def test_an_entry_says_who_did_it_and_by_which_way(town: Town) -> None:
    with acting_in_slack(town.context("Cora").actor, now=NOW):
        booked = town.books("Carl", "Ines", start=NINE)
    with acting_by_token("Lever", now=NOW):
        interviews.cancel_interview(town.store, town.context("Cora"), interview_id=booked.id)
    with acting_at_command_line(now=NOW):
        tokens.add_token(town.store, name="Greenhouse", now=NOW)

    made, cancelled, book = entries(town)[:3]
    assert (book.by.person_id, book.by.through) == (town.people["Cora"].id, Through.SLACK)
    assert (cancelled.by.token, cancelled.by.through) == ("Lever", Through.TOKEN)
    assert (cancelled.before["state"], cancelled.after["state"]) == ("booked", "cancelled")
    assert (made.by.through, made.after) == (Through.COMMAND_LINE, {"token": "Greenhouse"})


def test_a_coordinator_reads_it_newest_first_and_nobody_else_does(town: Town) -> None:
    booked = town.books("Carl", "Ines", start=NINE)
    town.books("Carl", "Ivo", start=ELEVEN)

    shown = history(town.store, town.context("Cora"), interview_id=booked.id, limit=10)

    assert [entry.action for entry in shown.entries] == ["booked"]
    assert shown.interviews[booked.id].candidate.name == "Carl"
    with pytest.raises(NotAllowed):
        history(town.store, town.context("Ines"), limit=10)


def test_entries_end_with_their_time(town: Town) -> None:
    with acting_by_token("Lever", now=NOW - timedelta(days=40)):
        town.books("Carl", "Ines", start=NINE)
    with acting_by_token("Lever", now=NOW - timedelta(days=20)):
        town.books("Carl", "Ivo", start=ELEVEN)

    gone = end_old_entries(town.store, kept_for=timedelta(days=30), now=NOW)

    assert gone == 1
    assert end_old_entries(town.store, kept_for=timedelta(days=30), now=NOW) == 0
