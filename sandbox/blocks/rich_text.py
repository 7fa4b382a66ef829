"""Rich text: sections, lists, quotes and preformatted text, made of small styled parts."""

from sandbox.blocks.rules import Rule, by_type, each, flag, one_of, record, string, whole

_style = record({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag, "underline": flag})


def _part(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return record(required, {"style": _style, **(optional or {})})


_PARTS: dict[str, Rule] = {
    "text": _part({"text": string()}),
    "link": _part({"url": string(most=3000)}, {"text": string(), "unsafe": flag}),
    "user": _part({"user_id": string()}),
    "usergroup": _part({"usergroup_id": string()}),
    "channel": _part({"channel_id": string()}),
    "emoji": _part({"name": string()}, {"unicode": string(), "skin_tone": whole(least=1, most=6)}),
    "date": _part(
        {"timestamp": whole(least=0), "format": string()}, {"url": string(), "fallback": string()}
    ),
    "broadcast": _part({"range": one_of("here", "channel", "everyone")}),
    "color": _part({"value": string()}),
    "team": _part({"team_id": string()}),
}

_parts = each(by_type(_PARTS), least=0)
_section = record({"elements": _parts})
_border: dict[str, Rule] = {"border": whole(least=0, most=1)}

_STRETCHES: dict[str, Rule] = {
    "rich_text_section": _section,
    "rich_text_list": record(
        {
            "style": one_of("bullet", "ordered"),
            "elements": each(by_type({"rich_text_section": _section}), least=0),
        },
        {"indent": whole(least=0, most=8), "offset": whole(least=0), **_border},
    ),
    "rich_text_preformatted": record({"elements": _parts}, _border),
    "rich_text_quote": record({"elements": _parts}, _border),
}

stretches = each(by_type(_STRETCHES), least=0)
"""The elements of a rich_text block."""

rich_text = record({"elements": stretches})
"""A rich_text value that is not a block of its own: a cell of a table, or an initial value."""
