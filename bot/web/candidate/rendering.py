"""The templates of candidates' pages, filled in, in the language of whoever looks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from languages import catalogue
from languages.style import current_style

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    # By every name: the usual choice looks at how a file's name ends.
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def rendered(name: str, values: Mapping[str, Any]) -> str:
    """Return the page that a template makes of values."""
    language = current_style().language
    return _TEMPLATES.get_template(name).render({"language": language, "languages": (), **values})


def _gettext(sentence: str, **values: object) -> Markup:
    # Tags in a sentence are ours, or a translator's; what fills its gaps is escaped.
    said = Markup(catalogue.gettext(sentence))
    return said.format(**values) if values else said


def _ngettext(one: str, many: str, number: int, **values: object) -> Markup:
    sentence = Markup(catalogue.ngettext(one, many, number))
    return sentence.format(**values) if values else sentence


_TEMPLATES.globals.update(gettext=_gettext, ngettext=_ngettext)
