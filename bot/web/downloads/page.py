"""The page on which something is downloaded once: a button, since whoever only looks must not."""

from starlette.responses import HTMLResponse

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""For the page, and for what is downloaded from it."""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}}
button{{font:inherit;padding:.5rem 1rem}}</style></head>
<body><h1>{title}</h1><p>{words}</p>{form}</body></html>
"""


def shown_page(title: str, words: str, *, form: str = "", status: int = 200) -> HTMLResponse:
    """Return the page, with a button on it where there is a form."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"
    text = _PAGE.format(title=title, words=words, form=form)
    headers = {**HEADERS, "Content-Security-Policy": policy}
    return HTMLResponse(text, status_code=status, headers=headers)
