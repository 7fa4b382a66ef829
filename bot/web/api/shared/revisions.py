"""Changing an interview only as a program has seen it: by its revision, or by a tag of it.

The tag is that of `GET /api/get_interview/`, named in `If-Match` (RFC 9110, section 13.1.1).
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.exceptions import HTTPException

from bot.web.api.schemas.interviews import ChangeRequest, InterviewShown, interview_shown
from bot.web.api.shared.blame import FieldWrong, StaleRevision
from bot.web.api.shared.dependencies import dependencies_of
from scheduling.errors import InterviewChanged
from scheduling.model import RequestContext, Seen
from scheduling.store import Store
from scheduling.usecases.interviews import interview_of

_TAG = re.compile(r'"([1-9][0-9]{0,9})-[0-9a-f]{16}"')
_ANY = "*"
# No interview has it, so whatever names it is out of date.
_NO_REVISION = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a program expects an interview to be: its `If-Match`, and whether it has to say."""

    tag: str | None
    is_required: bool

    @contextmanager
    def checked(
        self, body: ChangeRequest, *, store: Store, context: RequestContext
    ) -> Iterator[Seen]:
        """Give what is expected, and let a refusal show the interview as it stands.

        Raises FieldWrong when body and header differ, and HTTPException when neither says.
        """
        seen = self._seen(body.revision)
        try:
            yield seen
        except InterviewChanged as error:
            now = interview_shown(interview_of(store, context, interview_id=body.id))
            status = 409 if body.revision is not None else 412
            raise StaleRevision(error, interview=now, status=status) from None

    def _seen(self, revision: int | None) -> Seen:
        tagged = self._tagged()
        if revision is not None and tagged not in (None, revision):
            raise FieldWrong("revision", "It is another one than If-Match names.")
        if revision is None and self.tag is None and self.is_required:
            raise HTTPException(428)
        return Seen(revision=tagged if revision is None else revision)

    def _tagged(self) -> int | None:
        if self.tag is None or self.tag.strip() == _ANY:
            return None
        if "," in self.tag:
            raise FieldWrong("If-Match", "Name one tag, or *.")
        found = _TAG.fullmatch(self.tag.strip())
        return int(found[1]) if found else _NO_REVISION


def tag_of(shown: InterviewShown) -> str:
    """Return the tag of an interview: another one for each revision, and for each other look."""
    digest = hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:16]
    return f'"{shown.revision}-{digest}"'


async def _expectation(
    request: Request,
    tag: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=200,
            description="The `ETag` of the interview that is to be changed, or `*` for any.",
        ),
    ] = None,
) -> Expectation:
    required = dependencies_of(request).requires_revision
    return Expectation(tag=tag, is_required=required)


Expecting = Annotated[Expectation, Depends(_expectation)]
