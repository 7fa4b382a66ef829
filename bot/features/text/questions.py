"""What is said to questions that are not understood."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

from bot.features.text.verbs import pointing_to_help
from scheduling.errors import NotUnderstood, UnknownPerson
from scheduling.wording.reading import closest


@contextmanager
def pointing_out(text: str, *, command: str, verbs: tuple[str, ...]) -> Iterator[None]:
    """Add to what is not understood the closest of the command's verbs, and where help is.

    Raises NotUnderstood for it, also for a name that is nobody's and nearly a verb.
    """
    try:
        yield
    except NotUnderstood as error:
        raise pointing_to_help(error, command=command, text=text, verbs=verbs) from None
    except UnknownPerson as unknown:
        if closest(text, verbs) is None:
            raise
        # The only word is rather a mistyped verb than somebody's name.
        nobody = NotUnderstood(question=unknown.sentence(zone=UTC))
        raise pointing_to_help(nobody, command=command, text=text, verbs=verbs) from None
