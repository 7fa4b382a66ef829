"""Groups, channels, links and the like, as Slack writes them in the place of a mention."""

from datetime import date

import pytest

from scheduling.errors import NotUnderstood
from scheduling.wording.reading import (
    UserGroup,
    read_mentions,
    read_question,
    refuse_escapes,
    user_groups,
    with_members,
)

TODAY = date(2026, 11, 9)
BACKEND = "<!subteam^S1|@backend>"


@pytest.mark.parametrize(
    ("escape", "said"),
    [
        ("<#C1|general>", "#general is a channel, not a person."),
        ("<#C1>", "That is a channel, not a person."),
        ("<!here>", "@here is everybody in a conversation, not a person."),
        ("<!channel|@channel>", "@channel is everybody in a conversation, not a person."),
        ("<https://ana.dev|ana.dev>", "“ana.dev” is a link, not a person."),
        ("<HTTP://ana.dev>", "“HTTP://ana.dev” is a link, not a person."),
        ("https://ana.dev/cv next week", "“https://ana.dev/cv” is a link, not a person."),
        ("(www.ana.dev", "“www.ana.dev” is a link, not a person."),
        ("<mailto:c@x.org|c@x.org>", "“c@x.org” is an email address, not a name."),
        ("<tel:+49301|+49 30 1>", "“+49 30 1” is a link, not a person."),
        (BACKEND, "@backend is a group, and one person is needed here."),
        ("<!date^1^{date}|today>", "“today” is no person."),
    ],
)
def test_what_is_no_person_is_refused_by_its_name(escape: str, said: str) -> None:
    for read in (refuse_escapes, read_mentions, lambda text: read_question(text, today=TODAY)):
        with pytest.raises(NotUnderstood) as refused:
            read(f"Carl with {escape}")

        assert refused.value.question.startswith(said)


@pytest.mark.parametrize("typed", ["<@U1|ines> and <@U2>", "R&amp;D &lt;Lead&gt;", "Carl < Ana"])
def test_people_and_typed_signs_are_left_alone(typed: str) -> None:
    refuse_escapes(typed)


def test_an_email_address_may_stand_where_one_is_asked_for() -> None:
    refuse_escapes("Carl <mailto:c@x.org|c@x.org>", addresses=True)

    with pytest.raises(NotUnderstood, match="is a link"):
        refuse_escapes("Carl <https://x.org|x.org>", addresses=True)


def test_groups_are_found_once_each_with_their_names() -> None:
    found = user_groups(f"{BACKEND}, <!subteam^S2> and {BACKEND}")

    assert found == (UserGroup(id="S1", name="@backend"), UserGroup(id="S2", name="That group"))


def test_a_group_becomes_its_members_and_nobody_is_named_twice() -> None:
    text = f"<@U2|ivo> with {BACKEND} and <!subteam^S2>"

    read = with_members(text, {"S1": ["U1", "U2", "U3"], "S2": ["U3", "U4"]})

    assert read == "<@U2|ivo> with <@U1> <@U3> and <@U4>"


@pytest.mark.parametrize(
    ("typed", "match"), [(f"any of {BACKEND} next week", "any"), (f"Carl with {BACKEND}", "all")]
)
def test_a_group_can_be_asked_about_as_people_can(typed: str, match: str) -> None:
    question = read_question(with_members(typed, {"S1": ["U1", "U3"]}), today=TODAY)

    assert [each.slack_user_id for each in question.people][-2:] == ["U1", "U3"]
    assert question.match == match
