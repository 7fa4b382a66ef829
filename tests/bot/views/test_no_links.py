"""A name that looks like an address is a name."""

import pytest

from bot.views.block_kit.blocks import confirm, context_line, section

EVIL = "https://evil.example"


@pytest.mark.parametrize(
    "text",
    [
        section(EVIL).to_dict()["text"],
        context_line(EVIL).to_dict()["elements"][0],
        confirm(title="Sure?", text=EVIL, yes="Yes", no="No").to_dict()["text"],
    ],
    ids=["section", "context", "question"],
)
def test_slack_makes_no_links_of_what_people_are_called(text: dict[str, object]) -> None:
    assert text == {"type": "mrkdwn", "text": EVIL, "verbatim": True}
