"""Mail from the change that it tells of to a real mail server, and to one that fails."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
import sqlalchemy as sa
from failing_smtp import (
    HANGS_UP,
    TAKES_AND_HANGS_UP,
    Stage,
    failing_server,
)
from post_office import PostOffice, at_port, invite_of, post_office, read, text_of
from replay import calendar_after, held_after
from time_builders import at, window
from town import Town, town_at

from bot.delivery.email import MAIL_POLICY, EmailChannel
from bot.delivery.smtp import Patience, SmtpConnection
from bot.delivery.worker import Delivery
from bot.process.settings.mail import Letterhead
from scheduling.messages.reach import reach_by
from scheduling.model import Interview, Invites, Mail, MessageKind, MessageState, Person
from scheduling.model.details import GivenDetails
from scheduling.store import people
from scheduling.store.messages.delivery import pause
from scheduling.store.schema.tables import message as table
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    describe_interview,
    move_interview,
    replace_interviewer,
    upcoming_interviews,
)

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN, ELEVEN = (at(f"2026-11-10 {hour}:00") for hour in ("09", "10", "11"))
TUESDAY = window("2026-11-10 08:00-20:00")
CARL, INES = "carl@example.com", "ines@example.com"
HEAD = Letterhead(address="jobs@acme.example", name="Acme", reply_to="jobs@acme.example")
MAIL = Mail(is_on=True, invites=Invites.EVERYBODY)
HASTY = Patience(connect=0.5, command=0.5, data=0.5)


@dataclass(frozen=True, kw_only=True)
class Office:
    """Carl and Ines, who are outside Slack and have an address each; Ivo and Cora, who are in."""

    town: Town
    delivery: Delivery

    def rounds(self, *, number: int = 1, every: timedelta = timedelta(0)) -> None:
        """The rounds that a process makes, with a wait before each."""
        for _ in range(number):
            self.town.now += every
            asyncio.run(self._round())

    def states(self, kind: MessageKind = MessageKind.BOOKED) -> list[str]:
        """The states of the mails of a kind, and what is said of each."""
        asked = sa.select(table.c.state).where(table.c.channel == "email")
        with self.town.store.reading() as session:
            found = session.scalars(asked.where(table.c.kind == kind.value).order_by(table.c.id))
            return list(found)

    def paused_for(self) -> str:
        """Why mail is paused; empty when it is not."""
        with self.town.store.reading() as session:
            standing = pause.all_standing(session, now=self.town.now)
        return " ".join(each.reason for each in standing)

    def told_to_coordinators(self, interview: Interview) -> list[str]:
        """The reasons that coordinators are given, for each mail that came to nothing."""
        about = self.town.messages(interview)
        return [getattr(m.notice, "reason", "") for m, _ in about if m.kind == "undelivered"]

    async def _round(self) -> None:
        await self.delivery.tidy()
        await self.delivery.look()
        await self.delivery.send_due()
        # Each round has a loop of its own here, and a connection can't outlive its loop.
        await self.delivery.channel.close()


@contextmanager
def office_at(port: int, *, mail: Mail = MAIL, a_minute: int | None = None) -> Iterator[Office]:
    with town_at(NOW, mail=mail) as town:
        town.coordinator("Cora")
        town.interviewer("Ivo", TUESDAY)
        for name, address in (("Ines", INES), ("Carl", CARL)):
            settle = town.candidate if name == "Carl" else town.interviewer
            moves_outside(town, settle(name, TUESDAY), address)
        connection = SmtpConnection(server=at_port(port), domain="acme.example", patience=HASTY)
        channel = EmailChannel(connection=connection, head=HEAD, invites=mail.invites)
        delivery = Delivery(
            store=town.store,
            channel=channel,
            clock=lambda: town.now,
            policy=replace(MAIL_POLICY, a_minute=a_minute),
            reach=reach_by(town.rules),
            at_once=1,
        )
        yield Office(town=town, delivery=delivery)


def moves_outside(town: Town, person: Person, address: str | None) -> None:
    """Somebody is not in Slack, and has that address."""
    outside = replace(town.people[person.name], slack_user_id=None, email=address)
    with town.store.writing() as session:
        people.save(session, outside)
    town.people[person.name] = outside


def subjects(post: PostOffice, to: str) -> list[str]:
    return [str(mail["Subject"]).partition(":")[0] for mail in post.mails(to)]


def test_all_that_becomes_of_an_interview_is_told_by_mail_and_each_mail_goes_to_one() -> None:
    with post_office() as post, office_at(post.port) as office:
        town = office.town
        interview = town.books("Carl", "Ines", start=TEN)
        office.rounds()
        move_interview(
            town.store,
            context=town.context(),
            interview_id=interview.id,
            start=ELEVEN,
            allowed=AllowedHours.OFFERED,
        )
        office.rounds()
        town.now = ELEVEN - 24 * HOUR
        office.rounds()
        town.now = ELEVEN - HOUR
        office.rounds()
        cancel_interview(town.store, context=town.context(), interview_id=interview.id)
        office.rounds()

        assert (
            subjects(post, CARL)
            == subjects(post, INES)
            == [
                "Your interview on Tue 10 Nov, 10",
                "New time for your interview",
                "Reminder",
                "Reminder",
                "Cancelled",
            ]
        )
        assert {mail.to for mail in post.mailbox.mails} == {CARL, INES}
        assert [mail["To"] for mail in post.mails(CARL)] == [CARL] * 5


def test_whatever_the_order_in_which_they_come_calendars_hold_the_right_hour() -> None:
    with post_office() as post, office_at(post.port) as office:
        town, story = office.town, []
        interview = town.books("Carl", "Ivo", start=TEN)
        for change in (ELEVEN, NINE, None):
            office.rounds(every=timedelta(seconds=1))
            story.append(invites(post, CARL))
            if change is None:
                cancel_interview(town.store, context=town.context(), interview_id=interview.id)
            else:
                move(town, interview, change)
        office.rounds(every=timedelta(seconds=1))
        messages = invites(post, CARL)

    assert [len(each) for each in (*story, messages)] == [1, 2, 3, 4]
    for some, holds in (
        (story[0], [TEN]),
        (story[1], [ELEVEN]),
        (story[2], [NINE]),
        (messages, []),
    ):
        for order in permutations(some):
            assert list(held_after(order, address=CARL).values()) == holds


def test_out_of_the_panel_and_in_again_the_event_is_there_in_every_order() -> None:
    with post_office() as post, office_at(post.port) as office:
        town = office.town
        interview = town.books("Carl", "Ines", start=TEN)
        stories = []
        for leaving, coming in (("Ines", "Ivo"), ("Ivo", "Ines")):
            office.rounds(every=timedelta(seconds=1))
            replace_interviewer(
                town.store,
                context=town.context(),
                interview_id=interview.id,
                leaving_id=town.people[leaving].id,
                coming_id=town.people[coming].id,
            )
            office.rounds(every=timedelta(seconds=1))
            stories.append(invites(post, INES))
        off = post.mails(INES)[1]

    out, in_again = stories
    assert [len(out), len(in_again)] == [2, 3]
    assert all(held_after(order, address=INES) == {} for order in permutations(out))
    for order in permutations(in_again):
        assert list(held_after(order, address=INES).values()) == [TEN]
    assert b"STATUS" not in (invite_of(off) or b"")


def test_a_member_has_it_in_their_calendar_at_the_right_hour_in_every_order() -> None:
    with post_office() as post, office_at(post.port) as office:
        town, ivo = office.town, "ivo@acme.example"
        with town.store.writing() as session:
            people.save(session, replace(town.people["Ivo"], email=ivo))
        interview, stories = town.books("Carl", "Ivo", start=TEN), []
        for change in (ELEVEN, None):
            office.rounds(every=timedelta(seconds=1))
            stories.append(invites(post, ivo))
            if change is None:
                cancel_interview(town.store, context=town.context(), interview_id=interview.id)
            else:
                move(town, interview, change)
        office.rounds(every=timedelta(seconds=1))
        stories.append(invites(post, ivo))
        first, _, last = post.mails(ivo)

    for some, holds in zip(stories, ([TEN], [ELEVEN], []), strict=True):
        for order in permutations(some):
            assert list(held_after(order, address=ivo).values()) == holds
    assert "for your calendar: an interview on Tue 10 Nov" in " ".join(text_of(first).split())
    assert "with Carl" in text_of(first)
    assert "is not yours now" in " ".join(text_of(last).split())


@pytest.mark.parametrize("is_member", [False, True])
def test_whatever_the_order_calendars_hold_the_place_that_was_said_last(is_member: bool) -> None:
    ivo = "ivo@acme.example"
    address, stories = (ivo if is_member else CARL), []
    with post_office() as post, office_at(post.port) as office:
        town = office.town
        with town.store.writing() as session:
            people.save(session, replace(town.people["Ivo"], email=ivo))
        interview = town.books("Carl", "Ivo", start=TEN)
        for place in ("Room 1", "https://meet.example.org/2", ""):
            office.rounds(every=timedelta(seconds=1))
            describe_interview(
                town.store,
                town.context(),
                interview_id=interview.id,
                given=GivenDetails(place=place),
            )
            office.rounds(every=timedelta(seconds=1))
            stories.append((place, invites(post, address)))

    assert [len(messages) for _, messages in stories] == [2, 3, 4]
    for place, messages in stories:
        for order in permutations(messages):
            held = calendar_after(order, address=address)
            assert list(held.events.values()) == [TEN]
            assert list(held.places.values()) == [place]


def test_a_candidate_who_moves_it_on_their_page_gets_the_new_hour_for_their_calendar() -> None:
    with post_office() as post, office_at(post.port) as office:
        town = office.town
        interview = town.books("Carl", "Ivo", start=TEN)
        office.rounds(every=timedelta(seconds=1))

        move_interview(
            town.store,
            context=town.context("Carl"),
            interview_id=interview.id,
            start=ELEVEN,
            allowed=AllowedHours.OFFERED,
        )
        office.rounds()

        assert "You have moved your interview" in text_of(post.mails(CARL)[-1])
        held = held_after(invites(post, CARL), address=CARL)
        assert list(held.values()) == [ELEVEN]


def test_of_another_panel_a_candidate_is_not_written_to() -> None:
    with post_office() as post, office_at(post.port) as office:
        town = office.town
        interview = town.books("Carl", "Ines", start=TEN)
        changed = replace_interviewer(
            town.store,
            context=town.context(),
            interview_id=interview.id,
            leaving_id=town.people["Ines"].id,
            coming_id=town.people["Ivo"].id,
        )
        office.rounds()

        assert subjects(post, CARL) == ["Your interview on Tue 10 Nov, 10"]
        assert changed.untold == ()


def test_whom_mail_may_not_reach_is_left_to_be_told_by_hand() -> None:
    only = replace(MAIL, only_to=frozenset({"acme.example", INES}))
    with post_office() as post, office_at(post.port, mail=only) as office:
        town = office.town
        moves_outside(town, town.interviewer("Anna", TUESDAY), "anna@acme.example")
        town.books("Carl", "Ines", start=TEN)
        booked = town.books("Carl", "Anna", start=ELEVEN)
        office.rounds()

        assert sorted(mail["To"] for mail in post.mails()) == ["anna@acme.example", INES]
        untold = cancel_interview(town.store, context=town.context(), interview_id=booked.id)
        assert [each.person.name for each in untold.untold] == ["Carl"]


def test_mails_go_no_faster_than_the_server_allows() -> None:
    with post_office() as post, office_at(post.port, a_minute=4) as office:
        for hour in (9, 10, 11, 12):
            office.town.books("Carl", "Ines", start=at(f"2026-11-10 {hour:02d}:00"))

        came = []
        for _ in range(70):
            office.rounds(every=timedelta(seconds=1))
            came.append(len(post.mails()))

    assert came[0] == 1
    assert came[59] <= 4
    assert came[-1] == 5


@pytest.mark.parametrize(
    ("does", "state", "paused"),
    [
        ({Stage.MAIL: "451 busy"}, MessageState.PENDING, "451 busy"),
        ({Stage.MAIL: "550 5.7.1 not you"}, MessageState.PENDING, "550 5.7.1 not you"),
        ({Stage.GREETING: HANGS_UP}, MessageState.PENDING, "Error connecting"),
        ({Stage.RCPT: "450 4.2.0 greylisted"}, MessageState.PENDING, ""),
        ({Stage.RCPT: "550 5.1.1 no such user"}, MessageState.DEAD, ""),
        ({Stage.DOT: "554 5.6.0 looks like spam"}, MessageState.DEAD, ""),
        ({Stage.DOT: HANGS_UP}, MessageState.UNKNOWN, ""),
        ({Stage.DOT: "250 2.0.0 queued"}, MessageState.SENT, ""),
    ],
    ids=str,
)
def test_an_answer_decides_over_the_row_the_channel_or_neither(
    does: dict[Stage, str], state: MessageState, paused: str
) -> None:
    with failing_server(does) as server, office_at(server.port) as office:
        office.town.books("Carl", "Ivo", start=TEN)

        office.rounds()

        assert office.states() == [state]
        assert paused in office.paused_for()
        assert bool(paused) == bool(office.paused_for())


@pytest.mark.parametrize("does", ["451 busy", "550 not you", HANGS_UP])
def test_what_was_not_sent_for_the_servers_sake_is_sent_once_it_takes_mail_again(
    does: str,
) -> None:
    with failing_server({Stage.MAIL: does}) as server, office_at(server.port) as office:
        office.town.books("Carl", "Ivo", start=TEN)

        office.rounds(number=20, every=timedelta(minutes=1))

        assert office.states() == [MessageState.SENT]
        assert len(server.taken) == 1


def test_a_refusal_for_good_is_told_to_coordinators_in_the_servers_words() -> None:
    words = "550 5.1.1 <carl@example.com>: Recipient address rejected"
    with failing_server({Stage.RCPT: words}) as server, office_at(server.port) as office:
        interview = office.town.books("Carl", "Ivo", start=TEN)

        office.rounds()

        assert office.told_to_coordinators(interview) == [words]
        page = upcoming_interviews(
            office.town.store, context=office.town.context(), skip=0, limit=5
        )
        assert [(one.state, one.reason) for one in page.undelivered] == [("dead", words)]


def test_what_broke_off_is_sent_once_more_the_same_and_under_the_same_id() -> None:
    with failing_server() as server, office_at(server.port) as office:
        server.meets(Stage.DOT, TAKES_AND_HANGS_UP)
        office.town.books("Carl", "Ivo", start=TEN)

        office.rounds(number=4, every=timedelta(minutes=1))

        first, second = server.taken
        assert first == second
        assert office.states() == [MessageState.SENT]


def test_what_breaks_off_twice_is_given_up_and_said_to_be_uncertain() -> None:
    with failing_server() as server, office_at(server.port) as office:
        server.meets(Stage.DOT, *[TAKES_AND_HANGS_UP] * 9)
        interview = office.town.books("Carl", "Ivo", start=TEN)

        office.rounds(number=10, every=timedelta(minutes=1))

        assert len(server.taken) == 2
        assert office.states() == [MessageState.DEAD]
        assert office.told_to_coordinators(interview) == ["uncertain"]


def test_what_was_moved_while_it_was_in_doubt_is_not_sent_again_and_the_new_hour_is() -> None:
    with failing_server() as server, office_at(server.port) as office:
        server.meets(Stage.DOT, HANGS_UP)
        interview = office.town.books("Carl", "Ivo", start=TEN)
        office.rounds()

        move(office.town, interview, ELEVEN)
        office.rounds(number=4, every=timedelta(minutes=1))

        (taken,) = server.taken
        assert "11:00" in text_of(read(taken))
        assert office.states() == [MessageState.CANCELLED]


def test_another_address_meanwhile_gets_a_mail_of_its_own() -> None:
    with failing_server() as server, office_at(server.port) as office:
        server.meets(Stage.RCPT, "450 4.2.0 greylisted")
        office.town.books("Carl", "Ivo", start=TEN)
        office.rounds()

        moves_outside(office.town, office.town.people["Carl"], "carl@elsewhere.example")
        office.rounds(number=3, every=timedelta(minutes=1))

        (taken,) = server.taken
        assert read(taken)["To"] == "carl@elsewhere.example"


def invites(post: PostOffice, to: str) -> list[bytes]:
    return [raw for mail in post.mails(to) if (raw := invite_of(mail)) is not None]


def move(town: Town, interview: Interview, start: datetime) -> None:
    town.now += timedelta(seconds=1)
    move_interview(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        start=start,
        allowed=AllowedHours.OFFERED,
    )
