"""What is wrong with a field, in our words: those of the library are for programmers."""

from typing import Any

_WORDS = {
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
_BODY = "The body should be a JSON object."
_NUMBER = "This should be a whole number."
_OTHERWISE = "This does not have the form that it should have. /api/docs shows it."


def words_of(found: dict[str, Any]) -> str:
    """Return a sentence about one fault that validation has found."""
    kind, context = str(found["type"]), found.get("ctx", {})
    if len(found["loc"]) == 1 and kind in ("missing", "model_attributes_type"):
        return _BODY
    if kind == "value_error":
        words = str(context["error"])
        return words if words.endswith(".") else f"{words}."
    if kind.startswith("int_"):
        return _NUMBER
    facts = {name: str(fact).replace("'", "") for name, fact in context.items()}
    return _WORDS.get(kind, _OTHERWISE).format(**facts)
