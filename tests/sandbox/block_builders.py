"""Small valid pieces of Block Kit, to be bent in the one way that a test is about."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Words") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "a", text: str = "A", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(value=f"v{number}", text=f"Option {number}") for number in range(count)]


def group(count: int = 1, label: str = "Group") -> Json:
    return {"label": plain(label), "options": options(count)}


def confirm(**changes: Any) -> Json:
    texts = {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No")}
    return texts | changes


def button(**changes: Any) -> Json:
    return {"type": "button", "text": plain("Book"), "action_id": "book", **changes}


def select(**changes: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(2), **changes}


def element(kind: str, **changes: Any) -> Json:
    return {"type": kind, "action_id": "it", **changes}


def section(text: str = "Words", **changes: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **changes}


def actions(*elements: Json, **changes: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **changes}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def field(inner: Json, **changes: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": inner, **changes}


def image(**changes: Any) -> Json:
    return {
        "type": "image",
        "image_url": "https://example.com/a.png",
        "alt_text": "A map",
        **changes,
    }


def video(**changes: Any) -> Json:
    urls = {"video_url": "https://example.com/v", "thumbnail_url": "https://example.com/t.png"}
    return {"type": "video", "title": plain(), "alt_text": "A talk", **urls, **changes}


def modal(*blocks: Json, **changes: Any) -> Json:
    shell = {"type": "modal", "title": plain("Title"), "submit": plain("Save")}
    return shell | {"blocks": list(blocks) or [section()]} | changes


def home(*blocks: Json, **changes: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section()], **changes}
