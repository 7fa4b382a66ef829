"""The README's pictures: what makes the animation, and that those it shows are there and small."""

import re
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from journeys.office import ROOT
from playwright.sync_api import Browser

from browser.pictures import MOST_OF_A_PICTURE, MOST_OF_AN_ANIMATION
from browser.webp import Frame, animation, bitmap

PICTURES = ROOT / "docs" / "pictures"


def test_several_stills_become_an_animation_that_a_browser_shows(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 60, "height": 40})
    session = page.context.new_cdp_session(page)
    stills = []
    for colour in ("red", "blue"):
        page.set_content(f"<body style='background: {colour}'>")
        told = session.send("Page.captureScreenshot", {"format": "webp", "quality": 90})
        stills.append(Frame(still=b64decode(told["data"]), seconds=1.5))
    (tmp_path / "empty.html").touch()

    page.goto((tmp_path / "empty.html").as_uri())  # decoders are for pages that can be trusted
    made = b64encode(animation(stills, width=60, height=40)).decode()
    shown = page.evaluate(
        """async (made) => {
          const data = Uint8Array.from(atob(made), (letter) => letter.charCodeAt(0));
          const decoder = new ImageDecoder({ data, type: "image/webp" });
          await decoder.tracks.ready;
          const frame = async (frameIndex) => {
            const { image } = await decoder.decode({ frameIndex });
            return [image.displayWidth, image.displayHeight, image.duration];
          };
          const { frameCount } = decoder.tracks.selectedTrack;
          return Promise.all(Array.from({ length: frameCount }, (_, index) => frame(index)));
        }""",
        made,
    )
    page.context.close()

    assert shown == [[60, 40, 1_500_000], [60, 40, 1_500_000]]


def test_what_is_no_webp_is_refused() -> None:
    with pytest.raises(ValueError, match="no still WebP"):
        bitmap(b"RIFF\x04\x00\x00\x00WEBP")


def test_every_picture_that_is_shown_is_there_and_none_is_for_nothing() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

    shown = {
        name
        for page in pages
        for name in re.findall(r"pictures/([\w.-]+\.\w+)", page.read_text(encoding="utf-8"))
    }

    assert shown == {path.name for path in PICTURES.iterdir()}


def test_no_picture_is_large() -> None:
    sizes = {path: path.stat().st_size for path in PICTURES.iterdir()}

    most = {".png": MOST_OF_A_PICTURE, ".webp": MOST_OF_AN_ANIMATION}
    assert [path for path, size in sizes.items() if size > most[path.suffix]] == []
