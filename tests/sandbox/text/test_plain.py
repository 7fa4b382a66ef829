"""The words that a person reads are found whatever they are laid out in."""

import pytest
from toy_app import MANIFEST, button, field, plain, section

from sandbox.testing.driver import Sandbox
from sandbox.text.plain import Reader


@pytest.fixture
def reader():
    with Sandbox.running(manifest=MANIFEST) as slack:
        space = slack.workspace
        ines = space.people[slack.person("Ines").id]
        yield Reader(workspace=space, person=ines, now=space.now())


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("*_both_*", "both"),
        ("R&amp;D &lt;3", "R&D <3"),
        ("<https://example.org|the page> <https://example.org>", "the page https://example.org"),
        ("<!channel> <!here|here>", "@channel @here"),
        ("<!date^nonsense|some day> <!date^nonsense>", "some day <!date^nonsense>"),
        ("<@U0NOBODY>", "@U0NOBODY"),
    ],
)
def test_marks_are_read_as_what_they_show(reader, mrkdwn, words):
    assert reader.mrkdwn(mrkdwn) == words


def test_people_and_channels_are_read_by_name(reader):
    general = reader.workspace.general.id

    words = reader.mrkdwn(f"<@{reader.person.id}> and <@{reader.person.id}|x> in <#{general}|x>")

    assert words == "@Ines Iversen and @Ines Iversen in #general"


def test_every_kind_of_block_is_read_in_order(reader):
    options = [{"text": plain("Red"), "value": "r"}, {"text": plain("Blue"), "value": "b"}]
    blocks = [
        {"type": "header", "text": plain("Title")},
        section("Text", fields=[plain("left"), plain("right")]),
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "*note*"}]},
        button("Press", action_id="press"),
        field("Colour", {"type": "radio_buttons", "options": options}, hint=plain("Only one")),
        field("Menu", {"type": "static_select", "options": options, "placeholder": plain("Pick")}),
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "a cat"},
    ]
    state = {"menu": {"value": {"type": "static_select", "selected_option": options[1]}}}

    words = reader.blocks(blocks, state=state).splitlines()

    assert words == [
        "Title",
        "Text",
        "left",
        "right",
        "note",
        "Press",
        "Colour",
        "Red",
        "Blue",
        "Only one",
        "Menu",
        "Blue",
        "a cat",
    ]
