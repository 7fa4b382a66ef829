"""No name that others rely on has been lost."""

import pytest

from kept.names import (
    Names,
    calls_of_the_api,
    codes_of_the_api,
    is_heard,
    names_before,
    values_in_the_database,
    words_of_the_command_line,
)

BEFORE = names_before()
NEEDS = " needs"
RETIRED = {
    # Nothing is under way any more: the second of two equal requests waits for the first.
    "request_under_way",
    # The same as nobody_with_id, and no call has ever answered it.
    "person_gone",
}
"""What nobody meets any more; to be ready for it harms nobody."""


@pytest.fixture(name="today", scope="module")
def _today() -> Names:
    return {
        **values_in_the_database(),
        **words_of_the_command_line(),
        **codes_of_the_api(),
        **calls_of_the_api(),
    }


@pytest.mark.parametrize("group", [group for group in BEFORE if group.startswith("heard ")])
def test_what_people_have_in_their_messages_is_still_listened_to(group: str) -> None:
    sort = group.removeprefix("heard ")

    unheard = [name for name in sorted(BEFORE[group]) if not is_heard(sort, name)]

    assert unheard == []


@pytest.mark.parametrize(
    "group",
    [group for group in BEFORE if not group.startswith("heard ") and not group.endswith(NEEDS)],
)
def test_no_name_has_been_lost(group: str, today: Names) -> None:
    lost = BEFORE[group] - today.get(group, set()) - RETIRED

    assert sorted(lost) == []


def test_no_call_needs_more_than_it_did(today: Names) -> None:
    known = {group.rpartition(" ")[0] for group in BEFORE if group.endswith(" takes")}

    more = {
        f"{group}: {name}"
        for group, names in today.items()
        if group.endswith(NEEDS) and group.removesuffix(NEEDS) in known
        for name in names - BEFORE.get(group, set())
    }

    assert sorted(more) == []


def test_what_is_kept_is_told_from_what_never_was() -> None:
    assert is_heard("action", "interview_replace_3")
    assert not is_heard("action", "interview_replace_")
    assert not is_heard("view", "interview_remove")
    assert len(BEFORE["heard action"]) > 40
    assert "token-revoke" in BEFORE["command line"]
    assert ".candidate" in BEFORE["POST /api/book_interview/ needs"]
