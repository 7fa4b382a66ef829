"""People whom no message reaches, as programs are shown them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field

from scheduling.model import Untold
from scheduling.wording.saying.notices.untold import words_to_pass_on


class UntoldShown(BaseModel):
    """Somebody whom no message reaches, and who has to be told by a person."""

    user: int
    words: str = Field(description="What to tell them, by their own clock, ready to be copied.")


# Left out where everybody is told, so that such answers are what they have always been.
UntoldPeople = Annotated[
    list[UntoldShown],
    Field(
        description="Those whom no message reaches, if there are any. Everybody else is told.",
        exclude_if=lambda several: not several,
    ),
]


def untold_shown(several: Iterable[Untold]) -> list[UntoldShown]:
    """Return those whom somebody has to tell as the API shows them."""
    return [UntoldShown(user=each.person.id, words=words_to_pass_on(each)) for each in several]
