"""What does not have the form of a call, as a problem: a sentence for each field at fault."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from bot.web.api.shared.problems import HTTP_WORDS, problem

_FIELD_WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field.",
    "string_type": "This should be text.",
    "string_too_long": "This may have {max_length} characters at most.",
    "string_too_short": "This should not be empty.",
    "bool_type": "This should be true or false.",
    "bool_parsing": "This should be true or false.",
    "list_type": "This should be a list.",
    "too_short": "This should hold at least {min_length}.",
    "too_long": "This may hold {max_length} at most.",
    "greater_than_equal": "This should be {ge} or more.",
    "less_than_equal": "This should be {le} or less.",
    "enum": "This should be {expected}.",
    "literal_error": "This should be {expected}.",
}


_NO_OBJECT = "The body should be a JSON object."


_NO_NUMBER = "This should be a whole number."


_NO_FORM = "This does not have the form that it should have. /api/docs shows it."


def not_valid(error: RequestValidationError) -> JSONResponse:
    """Return the problem of a request whose fields are not what they should be."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return problem(400, HTTP_WORDS[400])
    wrong = [{"field": _field(one["loc"]), "detail": _words_of(one)} for one in found]
    first = wrong[0]
    detail = f"{first['field']}: {first['detail']}" if first["field"] else first["detail"]
    return problem(422, detail, code="not_valid", field=first["field"] or None, errors=wrong)


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in place[1:])


def _words_of(found: dict[str, Any]) -> str:
    """Return a sentence about one fault that validation has found."""
    kind, context = str(found["type"]), found.get("ctx", {})
    if len(found["loc"]) == 1 and kind in ("missing", "model_attributes_type"):
        return _NO_OBJECT
    if kind == "value_error":
        words = str(context["error"])
        return words if words.endswith(".") else f"{words}."
    if kind.startswith("int_"):
        return _NO_NUMBER
    facts = {name: str(fact).replace("'", "") for name, fact in context.items()}
    return _FIELD_WORDS.get(kind, _NO_FORM).format(**facts)
