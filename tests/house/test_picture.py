"""The map in docs/architecture.md is that of the code as it stands."""

import pytest

from house.picture import PAGE, brought_up_to_date, drawn, part_of, reduced


def test_the_map_is_that_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == brought_up_to_date(page), "make architecture draws it anew"


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    edges = {("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("a", "d"), ("e", "d")}

    assert reduced(edges) == {("a", "b"), ("b", "c"), ("c", "d"), ("e", "d")}


@pytest.mark.parametrize(
    ("module", "part"),
    [
        ("bot.web.api.slots", "bot.web"),
        ("bot.app", "bot.app"),
        ("scheduling.wording.reading.grammar", "scheduling.wording.reading"),
        ("scheduling.wording", None),
        ("bot", None),
        ("sandbox.http.server", None),
        ("logging", None),
    ],
)
def test_a_module_stands_in_one_part_or_in_none(module: str, part: str | None) -> None:
    assert part_of(module) == part


def test_a_part_is_drawn_in_the_frame_of_its_folder() -> None:
    block = drawn(["bot.web", "scheduling.store"], {("bot.web", "scheduling.store")})

    assert block.splitlines() == [
        "```mermaid",
        "flowchart TD",
        "    subgraph bot",
        '        bot_web["web"]',
        "    end",
        "    subgraph scheduling",
        '        scheduling_store["store"]',
        "    end",
        "    bot_web --> scheduling_store",
        "```",
    ]
