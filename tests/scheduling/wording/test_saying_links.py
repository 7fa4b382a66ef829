"""What a coordinator sends with a link is in the language of whoever gets it."""

from datetime import timedelta

import pytest
from catalogues.leftovers import OTHERS, leftovers
from time_builders import at, candidate

from scheduling.model.api_access import CandidateLink, LinkPurpose
from scheduling.results import IssuedLink
from scheduling.wording.saying.links import ready_subject, ready_words

NOW = at("2026-11-09 08:00")
ADDRESS = "https://interviews.acme.example/candidate/x"


def issued(purpose: LinkPurpose, locale: str) -> IssuedLink:
    link = CandidateLink(
        id=1,
        word="w",
        purpose=purpose,
        person_id=1,
        made_by=None,
        created_at=NOW,
        expires_at=NOW + timedelta(days=5),
        revoked_at=None,
        offer=None,
    )
    return IssuedLink(person=candidate("Carl", 1), link=link, usual_locale=locale)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_words_and_subject_are_in_the_language_of_whoever_gets_them(
    purpose: LinkPurpose, language: str
) -> None:
    sent = issued(purpose, language)

    words, subject = ready_words(sent, address=ADDRESS), ready_subject(sent)

    assert ADDRESS in words
    for said in (words.replace(ADDRESS, ""), subject):
        assert leftovers(said, language=language) == []


def test_where_nothing_is_known_they_are_english() -> None:
    words = ready_words(issued(LinkPurpose.PICK, "en"), address=ADDRESS)

    assert words == f"Hello Carl, please pick an hour for your interview: {ADDRESS}"
