"""Two who are one person become one, with all that either had, or stay two with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from time_builders import at, off, weekly, window
from town import Town, town_at

from scheduling.errors import (
    BothInterviewed,
    DoubleChanged,
    NotAllowed,
    NotTheSame,
    RegistrationChanged,
    RoundGone,
    SamePersonTwice,
)
from scheduling.model import Channel, Mail, MessageKind, MessageState, Outcome, Person, Profile
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.interviews import InterviewFilter
from scheduling.model.notices import CannotMakeIt
from scheduling.model.people import WithAhead
from scheduling.model.rounds import RoundAsked
from scheduling.results import RegistrationChange
from scheduling.results.endings import MergePreview, WhoseHours
from scheduling.results.people import facts_of
from scheduling.store import api_tokens, availability, interviews, people
from scheduling.store.people import candidate_links, departures, last_changes
from scheduling.store.schema.tables import metadata
from scheduling.timespan import HOUR
from scheduling.usecases import delivery
from scheduling.usecases.candidate import hours_to_pick, issue_link, pick_hour
from scheduling.usecases.distribute import book_round, draft_round, prepare_round
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    downloaded,
    exported,
    move_interview,
    open_export,
    replace_interviewer,
)
from scheduling.usecases.people.coordinators import appoint_coordinator
from scheduling.usecases.people.held import held_downloaded, open_held
from scheduling.usecases.people.listing import list_people
from scheduling.usecases.people.merging import merge_people, what_merging_means
from scheduling.usecases.people.outcomes import set_outcome
from scheduling.usecases.register import undo_registration
from scheduling.usecases.upkeep.refresh_availability_cache import refresh_cache
from scheduling.wording.reading import Mention

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 08:00-20:00")
WEDNESDAY = window("2026-11-11 08:00-20:00")
THE_DAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"), max_panel=1)


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    """Dee is Dora under another name, from outside the workspace."""
    with town_at(NOW) as town:
        town.coordinator("Cora")
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        for name in ("Carl", "Dora"):
            town.candidate(name, TUESDAY)
        town.candidate("Dee", WEDNESDAY)
        is_outside(town, "Dee", email="dee@example.com")
        yield town


def is_outside(town: Town, name: str, **facts: str) -> None:
    outside = replace(town.people[name], slack_user_id=None, **facts)
    with town.store.writing() as session:
        people.save(session, outside)
    town.people[name] = outside


def previewed(town: Town, double: str = "Dee", into: str = "Dora") -> MergePreview:
    return what_merging_means(
        town.store,
        town.context("Cora"),
        double=town.people[double].id,
        into=town.people[into].id,
    )


def merges(town: Town, double: str = "Dee", into: str = "Dora", *, by: str = "Cora") -> Person:
    return merge_people(
        town.store,
        town.context(by),
        double_id=town.people[double].id,
        into_id=town.people[into].id,
    )


def known(town: Town, name: str) -> Person:
    with town.store.reading() as session:
        found = people.get(session, town.people[name].id)
    assert found is not None
    return found


def test_what_only_one_has_both_have_and_the_rest_is_that_of_who_stays(town: Town) -> None:
    person = merges(town)

    dora = town.people["Dora"]
    assert (person.id, person.name, person.slack_user_id) == (dora.id, "Dora", "UDORA")
    assert person.email == "dee@example.com"
    page = list_people(town.store, town.context("Cora"), skip=0, limit=9)
    assert "Dee" not in [each.name for each in page.people]


def test_ids_of_both_lead_to_who_stays_however_often_they_were_merged(town: Town) -> None:
    town.candidate("Deirdre")
    is_outside(town, "Deirdre")
    merges(town, "Deirdre", "Dee")
    merges(town)

    assert {known(town, name).name for name in ("Deirdre", "Dee", "Dora")} == {"Dora"}
    assert town.books("Deirdre", "Ines", start=NINE).candidate.name == "Dora"
    with pytest.raises(SamePersonTwice):
        merges(town)


def test_a_round_over_everybodys_hours_ends_and_has_nothing_more_to_do(town: Town) -> None:
    refresh_cache(town.store, now=NOW)
    merges(town)

    a_week_later = [refresh_cache(town.store, now=NOW + timedelta(days=7)) for _ in range(2)]

    with town.store.reading() as session:
        everybody = session.scalar(
            sa.select(sa.func.count()).select_from(metadata.tables["person"])
        )
    assert everybody is not None
    assert a_week_later == [everybody - 1, 0]


def test_an_account_comes_along_to_whoever_was_known_by_name_alone(town: Town) -> None:
    person = merges(town, "Dora", "Dee")

    assert (person.id, person.name) == (town.people["Dee"].id, "Dora")
    assert (person.slack_user_id, person.email) == ("UDORA", "dee@example.com")
    with town.store.reading() as session:
        member = people.by_slack_id(session, "UDORA")
    assert member is not None
    assert member.id == person.id


def test_interviews_follow_and_take_the_hour_of_who_stays(town: Town) -> None:
    ahead = town.books("Dee", "Ines", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY)
    off_again = town.books("Dee", "Ivo", start=at("2026-11-11 10:00"), allowed=AllowedHours.ANY)
    cancel_interview(town.store, town.context("Cora"), interview_id=off_again.id)

    merges(town)

    with town.store.reading() as session:
        theirs = interviews.of_person(session, town.people["Dora"].id, since=NOW)
    assert [each.id for each in theirs] == [ahead.id, off_again.id]
    assert {each.candidate.name for each in theirs} == {"Dora"}
    with pytest.raises(Exception, match="SlotTaken"):
        town.books("Dora", "Ivo", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY)


def test_hours_of_both_are_put_together(town: Town) -> None:
    with town.store.writing() as session:
        stands = availability.of(session, [town.people["Dee"].id])[town.people["Dee"].id]
        more = replace(
            stands, weekly=(weekly("Mon 09:00-12:00"),), time_off=(off("2026-12-01 00:00-24:00"),)
        )
        availability.save(session, more, expected_version=stands.version)

    assert previewed(town).hours is WhoseHours.BOTH
    person = merges(town)

    with town.store.reading() as session:
        hours = availability.of(session, [person.id, town.people["Dee"].id])
    assert [each.day.day for each in hours[person.id].windows] == [10, 11]
    assert len(hours[person.id].weekly) == len(hours[person.id].time_off) == 1
    assert hours[town.people["Dee"].id].is_empty


def test_hours_in_two_zones_are_in_the_way_unless_one_has_none(town: Town) -> None:
    with town.store.writing() as session:
        people.save(session, replace(town.people["Dee"], time_zone="Asia/Kolkata"))

    with pytest.raises(NotTheSame, match="Asia/Kolkata"):
        merges(town)
    with town.store.writing() as session:
        stands = availability.of(session, [town.people["Dora"].id])[town.people["Dora"].id]
        availability.save(session, replace(stands, windows=()), expected_version=stands.version)

    assert previewed(town).hours is WhoseHours.DOUBLES
    assert merges(town).time_zone == "Asia/Kolkata"


def test_one_interview_or_one_hour_with_both_says_that_they_are_two(town: Town) -> None:
    town.books("Carl", "Ines", "Ivo", start=TEN)
    is_outside(town, "Ines")
    town.books("Dora", "Ines", start=NINE)
    town.books("Dee", "Ivo", start=NINE, allowed=AllowedHours.ANY)

    with pytest.raises(BothInterviewed) as same_hour:
        merges(town)
    with pytest.raises(BothInterviewed) as same_interview:
        merges(town, "Ines", "Ivo")

    zone = town.people["Ines"].zone
    assert "two interviews at the same time, Tue 10 Nov" in same_hour.value.sentence(zone=zone)
    assert "in the same interview, Tue 10 Nov" in same_interview.value.sentence(zone=zone)


def test_a_panel_that_never_met_is_not_in_the_way(town: Town) -> None:
    is_outside(town, "Ivo")
    both = town.books("Carl", "Ines", "Ivo", start=TEN)
    cancel_interview(town.store, town.context("Cora"), interview_id=both.id)

    merges(town, "Ivo", "Ines")

    with town.store.reading() as session:
        left = interviews.get(session, both.id)
    assert left is not None
    assert [each.name for each in left.interviewers] == ["Ines"]


@pytest.mark.parametrize(("double", "into"), [("Dee", "Ines"), ("Dee", "Cora"), ("Ines", "Ivo")])
def test_two_sorts_and_two_accounts_are_two_people(town: Town, double: str, into: str) -> None:
    with pytest.raises(NotTheSame):
        merges(town, double, into)

    assert known(town, double).name == double


def test_an_account_that_has_ended_is_in_nobodys_way(town: Town) -> None:
    with town.store.writing() as session:
        departures.note(session, town.people["Ines"].id, now=NOW)

    for_ivo = merges(town, "Ines", "Ivo")

    assert (for_ivo.slack_user_id, for_ivo.is_deactivated) == ("UIVO", False)


def test_whoever_has_a_new_account_is_in_use_again(town: Town) -> None:
    with town.store.writing() as session:
        departures.note(session, town.people["Ivo"].id, now=NOW)

    person = merges(town, "Ines", "Ivo")

    assert (person.id, person.slack_user_id) == (town.people["Ivo"].id, "UINES")
    assert not person.is_deactivated


def test_what_is_still_to_be_sent_goes_to_who_stays_once_and_by_their_channel(town: Town) -> None:
    town.rules = replace(town.rules, mail=Mail(is_on=True))
    interview = town.books(
        "Dee", "Ines", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY, by="Cora"
    )

    merges(town)

    dora = town.people["Dora"].id
    waiting = [
        (message.kind, message.dedupe_key)
        for message, state in town.messages(interview)
        if message.person_id == dora and state is MessageState.PENDING
    ]
    kinds = [kind for kind, _ in waiting]
    assert sorted(kinds) == sorted([MessageKind.BOOKED, *2 * [MessageKind.REMINDER]])
    assert all(f":{dora}:" in key for kind, key in waiting if kind is MessageKind.REMINDER)
    claimed = delivery.claim_due(
        town.store, channel=Channel.EMAIL, owner="a", limit=9, now=NOW + HOUR
    )
    assert claimed == ()
    by_slack = [
        message.kind
        for message, state in town.messages(interview)
        if (message.person_id, message.channel) == (dora, Channel.SLACK)
        and state is MessageState.PENDING
    ]
    assert by_slack == [MessageKind.BOOKED]


def test_a_call_for_help_speaks_of_who_stays_and_its_buttons_replace_them(town: Town) -> None:
    town.interviewer("Ina", TUESDAY)
    is_outside(town, "Ina")
    interview = town.books("Carl", "Ina", start=NINE)
    decline_interview(town.store, town.context("Ina"), interview_id=interview.id)
    town.interviewer("Ian")

    merges(town, "Ina", "Ian")

    ian = town.people["Ian"].id
    (call,) = [
        message.notice
        for message, _ in town.messages(interview)
        if message.person_id != ian
        if message.kind is MessageKind.CANNOT_MAKE_IT
    ]
    assert isinstance(call, CannotMakeIt)
    assert call.who.person_id == ian
    with town.store.reading() as session:
        stands = interviews.get(session, interview.id)
    assert stands is not None
    assert stands.declined == {ian}
    changed = replace_interviewer(
        town.store,
        town.context("Cora"),
        interview_id=interview.id,
        leaving_id=town.people["Ina"].id,
        coming_id=town.people["Ivo"].id,
    )
    assert [each.name for each in changed.interview.interviewers] == ["Ivo"]


def test_reminders_follow_a_move_after_the_merge(town: Town) -> None:
    interview = town.books("Dee", "Ines", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY)
    merges(town)

    move_interview(
        town.store,
        town.context("Cora"),
        interview_id=interview.id,
        start=at("2026-11-11 11:00"),
        allowed=AllowedHours.ANY,
    )

    dora = town.people["Dora"].id
    due = [
        message.due_at
        for message, state in town.messages(interview)
        if (message.person_id, message.kind) == (dora, MessageKind.REMINDER)
        and state is MessageState.PENDING
    ]
    assert sorted(due) == [at("2026-11-10 11:00"), at("2026-11-11 10:00")]


def test_links_and_feeds_lead_on(town: Town) -> None:
    issue_link(
        town.store,
        town.context("Cora"),
        person_id=town.people["Dee"].id,
        purpose=LinkPurpose.INTERVIEWS,
    )
    with town.store.writing() as session:
        api_tokens.set_feed(session, town.people["Dee"], token_hash="x", now=NOW)

    assert not previewed(town).ends_feed
    person = merges(town)

    with town.store.reading() as session:
        assert len(candidate_links.open_of(session, person.id, now=NOW)) == 1
        assert api_tokens.fed_by(session, token_hash="x") == person


def test_of_two_feeds_that_of_who_stays_stays(town: Town) -> None:
    with town.store.writing() as session:
        api_tokens.set_feed(session, town.people["Dee"], token_hash="x", now=NOW)
        api_tokens.set_feed(session, town.people["Dora"], token_hash="y", now=NOW)

    assert previewed(town).ends_feed
    person = merges(town)

    with town.store.reading() as session:
        assert api_tokens.fed_by(session, token_hash="x") is None
        assert api_tokens.fed_by(session, token_hash="y") == person


def test_plans_that_name_either_are_dropped_and_booked_rounds_go_on(town: Town) -> None:
    context = town.context("Cora")
    booked, draft = (
        draft_round(
            town.store,
            context,
            prepared=prepare_round(
                town.store,
                context,
                asked=replace(THE_DAY, candidate_ids=(town.people[name].id,)),
            ),
        )
        for name in ("Carl", "Dora")
    )
    book_round(town.store, context, round_id=booked.round.id, version=booked.round.version)

    assert previewed(town).drafts == (draft.round.id,)
    merges(town)

    with pytest.raises(RoundGone):
        book_round(town.store, context, round_id=draft.round.id, version=draft.round.version)


def test_a_grant_comes_along(town: Town) -> None:
    is_outside(town, "Ivo")
    profile = Profile(slack_user_id="UINES", name="Ines", time_zone="UTC")
    appoint_coordinator(town.store, town.context("Cora"), profile=profile)

    person = merges(town, "Ines", "Ivo")

    assert (person.slack_user_id, person.is_coordinator) == ("UINES", True)
    assert known(town, "Ines").is_coordinator


def test_what_was_not_seen_is_not_merged(town: Town) -> None:
    seen = previewed(town)
    town.books("Dee", "Ines", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY)

    with pytest.raises(DoubleChanged):
        merge_people(
            town.store,
            town.context("Cora"),
            double_id=seen.double.id,
            into_id=seen.into.id,
            shown=seen.as_shown,
        )


@pytest.mark.parametrize("name", ["Ines", "Dora"])
def test_only_coordinators_merge(town: Town, name: str) -> None:
    with pytest.raises(NotAllowed):
        merges(town, by=name)
    with pytest.raises(NotAllowed):
        what_merging_means(
            town.store, town.context(name), double=Mention(name="Dee"), into=Mention(name="Dora")
        )


def test_nothing_in_any_table_is_left_to_the_double(town: Town) -> None:
    town.books("Dee", "Ines", start=at("2026-11-11 09:00"), allowed=AllowedHours.ANY)
    with town.store.reading() as session:
        before = last_changes.mark(session)
    double = town.people["Dee"].id

    merges(town)

    keyed = [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    ]
    assert len(keyed) > 10
    with town.store.reading() as session:
        left = {
            str(column): session.scalar(
                sa.select(sa.func.count()).select_from(column.table).where(column == double)
            )
            for column in keyed
        }
        changed = last_changes.since(session, before)
    assert {name: count for name, count in left.items() if count} == {}
    assert changed is not None
    assert {double, town.people["Dora"].id} <= changed


def test_past_interviews_in_one_hour_count_as_well(town: Town) -> None:
    town.books("Dora", "Ines", start=NINE)
    town.books("Dee", "Ivo", start=NINE, allowed=AllowedHours.ANY)
    town.now = NOW + timedelta(days=30)

    with pytest.raises(BothInterviewed):
        merges(town)


def test_a_link_to_pick_an_hour_offers_those_of_who_stays(town: Town) -> None:
    town.interviewer("Ina", TUESDAY)
    is_outside(town, "Ina")
    offer = Offer(interviewer_ids=(town.people["Ina"].id,))
    carl, cora = town.people["Carl"], town.context("Cora")
    issued = issue_link(
        town.store, cora, person_id=carl.id, purpose=LinkPurpose.PICK, offer=offer
    ).link
    offered = hours_to_pick(town.store, town.context("Carl"), link=issued)

    merges(town, "Ina", "Ivo")

    assert offered
    assert hours_to_pick(town.store, town.context("Carl"), link=issued) == offered
    picked = pick_hour(town.store, town.context("Carl"), link=issued, start=TEN)
    assert [each.name for each in picked.interviewers] == ["Ivo"]


def test_a_list_asked_for_of_the_double_is_downloaded_of_who_stays(town: Town) -> None:
    cora = town.context("Cora")
    listed = open_export(town.store, cora, text="Dee", profiles={})
    booked = town.books("Dora", "Ines", start=TEN)

    merges(town)

    found = downloaded(town.store, secret=listed, now=NOW)
    assert found is not None
    wanted = InterviewFilter(person_ids=(town.people["Dee"].id,))
    asked_now = exported(town.store, cora, wanted=wanted)
    assert [each.id for each in found] == [each.id for each in asked_now] == [booked.id]


def test_ones_own_data_asked_for_before_are_downloaded_after(town: Town) -> None:
    _, secret = open_held(town.store, town.context("Dora"))

    merges(town, "Dora", "Dee")

    found = held_downloaded(town.store, secret=secret, now=NOW)
    assert found is not None
    assert found.person.id == town.people["Dee"].id


def test_the_registration_of_the_double_can_be_undone_no_more(town: Town) -> None:
    """They are one by now, and may be registered to the letter as the double was."""
    dora = town.people["Dora"]
    with town.store.writing() as session:
        people.save(session, replace(town.people["Dee"], name="Dora", email=None))
    undo = RegistrationChange(person=dora, before=None).undo
    assert undo is not None
    merges(town, "Dora", "Dee")
    assert facts_of(known(town, "Dee")) == undo.after

    with pytest.raises(RegistrationChanged):
        undo_registration(town.store, town.context("Cora"), undo=undo)

    assert known(town, "Dora").id == town.people["Dee"].id


def hires(town: Town, name: str) -> None:
    set_outcome(
        town.store,
        town.context("Cora"),
        person_id=town.people[name].id,
        outcome=Outcome.HIRED,
        with_ahead=WithAhead.KEEP,
    )


@pytest.mark.parametrize("name", ["Dee", "Dora"])
def test_whoever_is_decided_on_under_either_name_is(town: Town, name: str) -> None:
    """Else a plan would have somebody be interviewed again who was hired."""
    hires(town, name)
    other = {"Dee": "Dora", "Dora": "Dee"}[name]
    purpose, cora = LinkPurpose.HOURS, town.context("Cora")
    issue_link(town.store, cora, person_id=town.people[other].id, purpose=purpose)

    preview = previewed(town)
    person = merges(town)

    assert preview.merged.outcome is person.outcome is Outcome.HIRED
    assert known(town, "Dora").is_decided
    with town.store.reading() as session:
        assert candidate_links.open_of(session, person.id, now=NOW) == ()


def test_an_interview_ahead_of_whoever_is_decided_on_under_another_name_stays(town: Town) -> None:
    hires(town, "Dee")
    ahead = town.books("Dora", "Ines", start=TEN)

    merges(town)

    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=NOW, limit=9)
    assert [each.id for each in found] == [ahead.id]
    assert {MessageKind.REMINDER} <= {
        message.kind
        for message, state in town.messages(ahead)
        if state is MessageState.PENDING and message.person_id == town.people["Dora"].id
    }
