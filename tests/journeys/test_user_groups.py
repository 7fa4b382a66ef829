"""A user group in the place of people: `/find-slots Carl with any of @backend`."""

import json
from pathlib import Path

import pytest

from journeys.arranged import gives, is_candidate
from journeys.office import ROOT, Office, bot_in, workspace_of
from sandbox.events.faults import error


def test_a_group_means_its_members_and_whoever_has_no_hours_is_named(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")
    gives(office.imran, "Tue 15:30-17:30")

    found = office.carla.asks("/find-slots Carl with any of @backend", sees="Times are yours")

    assert "3 slots for Carl Chen with any of Ines Iversen and Imran Iqbal" in found.text
    assert "Left out, since they have given no hours yet: Isla Moana." in found.text


def test_a_plan_takes_a_group_too_and_says_whom_it_leaves_out(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-13:00")

    office.carla.asks(
        "/distribute Carl with @backend",
        sees="Left out, since they have given no hours yet: Imran Iqbal, Isla Moana.",
    )

    assert "Ines Iversen" in office.carla.sees("Nothing is booked yet").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/find-slots @backend", "Nobody in @backend has given hours yet."),
        ("/find-slots Carl with #general", "#general is a channel, not a person."),
        ("/find-slots @here", "@here is everybody in a conversation, not a person."),
        ("/availability for @backend: tomorrow 9-12", "@backend is a group"),
        ("/availability @backend tomorrow 9-12", "@backend is a group"),
        ("/register candidate #general", "#general is a channel, not a person."),
        ("/register coordinator @backend", "@backend is a group"),
    ],
)
def test_what_is_no_person_is_refused_by_its_name(office: Office, typed: str, said: str) -> None:
    assert said in office.carla.asks(typed).text


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("plan_upgrade_required", "groups are not part of this workspace's plan in Slack"),
        ("no_such_subteam", "there is no such group any more"),
    ],
)
def test_where_slack_does_not_tell_who_is_in_a_group_the_reason_is_said(
    office: Office, word: str, said: str
) -> None:
    office.slack.control.meets("usergroups.users.list", error(word), times=1)

    refused = office.carla.asks("/find-slots @backend")

    assert f"I can't see who is in @backend: {said}." in refused.text


def test_without_the_optional_scope_all_but_groups_works(tmp_path: Path) -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove("usergroups:read")
    with workspace_of(tmp_path, manifest=manifest) as office, bot_in(office):
        is_candidate(office.carl, "Tue 9:00-12:00")
        gives(office.ines, "Tue 10:00-13:00")

        refused = office.carla.asks("/find-slots Carl with @backend")
        found = office.carla.asks("/find-slots Carl with @ines")

    assert "add the scope usergroups:read under OAuth & Permissions" in refused.text
    assert "3 slots" in found.text
