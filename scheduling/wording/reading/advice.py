"""The examples in a question: none is offered that would be refused itself."""

import re
from collections.abc import Callable
from dataclasses import replace

from scheduling.errors import NotUnderstood, SchedulingError

ALWAYS_READ = "For example `tomorrow 9-12`."
_EXAMPLE = re.compile(r"`([^`]*)`")
_SENTENCE = re.compile(r"(?:`[^`]*`|“[^”]*”|[^`“.?])+[.?]?\s*")


def with_working_examples(error: NotUnderstood, read: Callable[[str], object]) -> NotUnderstood:
    """Return the error with an example that works in place of those that `read` refuses.

    An example made of what was typed may inherit the trouble with it.
    """
    sentences = [match.group() for match in _SENTENCE.finditer(error.question)]
    working = [sentence for sentence in sentences if _works(sentence, read)]
    if len(working) == len(sentences):
        return error
    if not any(_EXAMPLE.search(sentence) for sentence in working):
        working.append(ALWAYS_READ)
    return replace(error, question=" ".join(sentence.strip() for sentence in working))


def _works(sentence: str, read: Callable[[str], object]) -> bool:
    for example in _EXAMPLE.findall(sentence):
        if example.startswith("/"):  # a command is no sentence
            continue
        try:
            read(example)
        except SchedulingError:
            return False
    return True
