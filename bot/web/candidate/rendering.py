"""The templates of candidates' pages, filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
    return _TEMPLATES.get_template(name).render(values)
