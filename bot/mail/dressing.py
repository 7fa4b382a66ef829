"""A letter's words dressed as plain text, and as HTML."""

from functools import cache
from textwrap import fill

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from languages.catalogue import gettext
from scheduling.wording.saying.marked import plain
from scheduling.wording.saying.notices.letters import Letter

_WIDTH = 72
"""Of a line of text: every reader of mail shows so much (RFC 3676, section 4.2)."""


def as_text(letter: Letter) -> str:
    """Return a letter as plain text, in lines of at most 72 characters, but for links."""
    parts = [_filled(plain(letter.greeting))]
    first, *others = (_filled(plain(each)) for each in letter.paragraphs)
    details = [_filled_lines(plain(each)) for each in letter.details]
    parts += [first, *([letter.hour] if letter.hour else []), *details, *others]
    if letter.link is not None:
        # On a line of its own, so that nothing before or behind it becomes a part of it.
        label = gettext("{label}:").format(label=letter.link_label)
        parts.append(f"{label}\n{letter.link}")
    below = "\n".join(_filled(plain(each)) for each in letter.footer)
    # "-- " begins what readers fold away (RFC 3676, section 4.3).
    return "\n\n".join(parts) + f"\n\n-- \n{below}\n"


def as_html(letter: Letter) -> str:
    """Return a letter as a page of HTML that needs nothing from anywhere else."""
    return _template().render(letter=letter)


def _filled(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _filled_lines(text: str) -> str:
    """Somebody's own lines stay lines of their own."""
    return "\n".join(map(_filled, text.split("\n")))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.mail"),
        # By name, ".j2" at the end would count as no HTML and go out unescaped.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html.j2")
