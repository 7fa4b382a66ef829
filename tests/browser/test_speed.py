"""How soon things are seen, loosely; `make bench-browser` tells it properly."""

from playwright.sync_api import Browser

from bench.browser import HIGHEST_RATIO, measure, table
from browser.windows import PATIENCE


def test_an_answer_is_seen_soon_after_it_is_posted_and_the_page_soon_after_it_is_opened(
    browser: Browser,
) -> None:
    seen = measure(browser, commands=5, loads=1)

    assert seen.ratio < 2 * HIGHEST_RATIO, table(seen)
    assert 0 < min(seen.posted) < min(seen.visible)
    assert min(seen.paints) <= min(seen.opened) < PATIENCE
