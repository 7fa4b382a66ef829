"""The words with which a coordinator sends somebody their link, in the language of that person."""

from languages.catalogue import N_, gettext
from scheduling.model.api_access import LinkPurpose
from scheduling.results import IssuedLink
from scheduling.timespan import written_in

_WORDS = {
    LinkPurpose.HOURS: N_(
        "Hello {name}, please tell us when you could be interviewed. It takes a minute: {address}"
    ),
    LinkPurpose.INTERVIEWS: N_(
        "Hello {name}, here you can see your interview, and move or cancel it: {address}"
    ),
    LinkPurpose.PICK: N_("Hello {name}, please pick an hour for your interview: {address}"),
}
_SUBJECTS = {
    LinkPurpose.HOURS: N_("When could you be interviewed?"),
    LinkPurpose.INTERVIEWS: N_("Your interview"),
    LinkPurpose.PICK: N_("Pick an hour for your interview"),
}


def ready_words(issued: IssuedLink, *, address: str) -> str:
    """Return what can be copied into a mail, with the address of the page in it."""
    with written_in(issued.person.own_style(usual=issued.usual_locale)):
        sentence = gettext(_WORDS[issued.link.purpose])
    return sentence.format(name=issued.person.name, address=address)


def ready_subject(issued: IssuedLink) -> str:
    """Return what the mail may be headed by."""
    with written_in(issued.person.own_style(usual=issued.usual_locale)):
        return gettext(_SUBJECTS[issued.link.purpose])
