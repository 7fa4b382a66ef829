"""The hard cases beside another reader, vobject: where the two differ, it is said why.

`make try-readers` asks icalevents and ical.js as well, which are not installed here.
"""

import pytest
from calendar_builders import read, reader
from hard_cases import CASES, Case, text_of
from readers.by_vobject import seen_by_vobject


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_another_reader_sees_the_same_or_it_is_known_why_not(case: Case) -> None:
    text = text_of(case)

    ours = {
        (block.span.start, block.span.end)
        for block in read(text, reader(window=case.window)).blocks
    }

    assert ours
    try:
        theirs = seen_by_vobject(text.decode(), case.window)
    except TypeError:
        theirs = set()
    assert (theirs == ours) is ("vobject" not in case.why)
