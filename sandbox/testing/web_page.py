"""A page of the app's own that a button leads to, as a browser without scripts has it."""

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from sandbox.testing.views import contains

_SECONDS = 60.0
_SILENT = {"title", "style", "script"}


class WebPage:
    """What a page says, and its form, which can be filled in by the labels of its fields."""

    def __init__(self, address: str) -> None:
        """Open it."""
        self.address = address
        # What a browser keeps for those who send it on and back.
        self._opener = build_opener(HTTPCookieProcessor())
        self._show(Request(address))

    def sees(self, words: str) -> None:
        """Make sure that the page has these words. Raises AssertionError."""
        assert contains(self.text, words), f"“{words}” is not on the page, but:\n\n{self.text}"

    def fills(self, fields: Mapping[str, str]) -> None:
        """Fill in fields. Raises LookupError where there is none of that label."""
        for label, value in fields.items():
            named = self._parsed.labels.get(label)
            if named is None:
                raise LookupError(f"no field “{label}” among {sorted(self._parsed.labels)}")
            self._values[self._parsed.names[named]] = value

    def sends(self) -> None:
        """Send the form, and be shown what it is answered with."""
        to = urljoin(self.address, self._parsed.action)
        self._show(Request(to, data=urlencode(self._values).encode()))

    def _show(self, request: Request) -> None:
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                self.status, body = answer.status, answer.read()
        except HTTPError as refused:
            with refused:
                self.status, body = refused.code, refused.read()
        self._parsed = _Parsed(body.decode())
        self.text = " ".join(" ".join(self._parsed.words).split())
        self._values = dict(self._parsed.values)


class _Parsed(HTMLParser):
    """The words of a page, and its last form: where it goes, and its fields by label and id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.action = ""
        self.values: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self._within, self._label = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a form is made of."""
        told = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "form":
            self.action, self.values = told.get("action", ""), {}
        elif tag == "label":
            self._label = told.get("for", "")
        elif tag in ("input", "textarea", "select") and "name" in told:
            self.values[told["name"]] = told.get("value", "")
            self.names[told.get("id", "")] = told["name"]

    def handle_endtag(self, tag: str) -> None:
        """Note that a label is over."""
        self._within = ""
        if tag == "label":
            self._label = ""

    def handle_data(self, data: str) -> None:
        """Keep words, and which field they are the label of."""
        if self._within in _SILENT:
            return
        self.words.append(data)
        if self._label and data.strip():
            self.labels[data.strip()] = self._label
