"""A candidate's page as a browser without scripts has it, and the world around it."""

from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from journeys.conftest import MONDAY
from web.in_process import Api
from web.programs import Answer

from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.secret_keys import keys_in
from scheduling.model import Actor, Person, RequestContext, Role, Rules
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.steps.registration import add_by_name
from scheduling.usecases.candidate import issue_link

KEYS = keys_in(f"1:{'k' * 40}")
RULES = Rules(hand_notice=None)
CORA = RequestContext(
    actor=Actor(name="Cora", time_zone="UTC", is_coordinator=True), now=MONDAY, rules=RULES
)
"""A program that arranges interviews."""


def registers(
    api: Api, name: str, role: Role, zone: str = "UTC", email: str | None = None
) -> Person:
    """Somebody from outside Slack."""
    with api.store.writing() as session:
        return add_by_name(session, name=name, role=role, time_zone=zone, email=email, now=MONDAY)


def link_to(
    api: Api,
    person: Person,
    purpose: LinkPurpose = LinkPurpose.HOURS,
    offer: Offer | None = None,
) -> str:
    """The path of a link that a coordinator sends."""
    issued = issue_link(api.store, CORA, person_id=person.id, purpose=purpose, offer=offer)
    return CandidateLinks(public_url="", keys=KEYS).address(issued.link.word)


@dataclass
class Form:
    """A form on a page: where it goes, and its fields as they stand."""

    action: str
    fields: list[tuple[str, str]]

    def ticks(self, *values: int) -> "Form":
        """The same with these boxes ticked as well."""
        return Form(self.action, [*self.fields, *(("h", str(value)) for value in values)])

    def fills(self, **values: str) -> "Form":
        """The same with other values in some fields."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return Form(self.action, [*kept, *values.items()])


class Page:
    """What is on a page: its words, and its forms; read when one of them is asked for."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    @property
    def words(self) -> str:
        """What can be read, with single spaces."""
        return " ".join(self._read.texts)

    @property
    def forms(self) -> list[Form]:
        """Its forms, in their order."""
        return self._read.forms

    @property
    def links(self) -> list[str]:
        """Where its links lead, in their order."""
        return self._read.links

    def form(self, ending: str) -> Form:
        """The first form that goes to a path with that ending."""
        return next(each for each in self.forms if each.action.endswith(ending))

    def link(self, ending: str) -> str:
        """The first link to a path with that ending."""
        return next(each for each in self.links if each.endswith(ending))

    @cached_property
    def _read(self) -> "_PageReader":
        reader = _PageReader()
        reader.feed(self.answer.body.decode())
        return reader


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts, self.forms, self.links = list[str](), list[Form](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep forms with what stands in them, and links."""
        if tag not in ("form", "a", "input", "textarea"):
            return
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told["action"], []))
        elif tag == "a":
            self.links.append(told["href"])
        elif _is_sent(told):
            self.forms[-1].fields.append((told["name"], told.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Keep what can be read."""
        self.texts += data.split()


def _is_sent(told: dict[str, str]) -> bool:
    return told.get("type") not in ("checkbox", "radio") or "checked" in told


def opens(api: Api, path: str) -> Page:
    """What a browser shows at a path."""
    place, _, query = path.partition("?")
    answer = api.get(place, query)
    return opens(api, answer.headers["location"]) if answer.status == 303 else Page(answer)


def sends(api: Api, form: Form) -> Page:
    """What a browser shows once a form is sent, wherever that leads."""
    answer = api.sends(form.action, form.fields)
    return opens(api, answer.headers["location"]) if answer.status == 303 else Page(answer)
