"""The settings of people's calendars: how often they are read, and by whose leave."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, SecretStr, model_validator
from pydantic_settings import NoDecode

from bot.process.settings.checks import ApiAddress, Email, Length, from_text, within
from bot.process.settings.sign_in import SignInSettings
from bot.process.settings.values import domains_in, hosts_in
from scheduling.errors import listed
from scheduling.model.calendars import CompanyCalendars, SourceKind

_GOOGLES_HOST = "calendar.google.com"
_MICROSOFTS_HOST = "outlook.office365.com"
_OF_GOOGLE = ("google_service_account", "google_subject", "google_domains")
_OF_MICROSOFT = (
    "microsoft_tenant",
    "microsoft_client_id",
    "microsoft_client_secret",
    "microsoft_subject",
    "microsoft_domains",
)
_IN_A_KEY = ("client_email", "private_key", "token_uri")
_NO_KEY = (
    "should be the key of a service account, as Google hands it out: a file of JSON. Name that "
    "file in GOOGLE_SERVICE_ACCOUNT_FILE"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleAccess:
    """How a company's Google Workspace lets us read when its people are busy."""

    # As Google hands it out.
    key: SecretStr = field(repr=False)
    # The address of one of the company, in whose name is asked.
    subject: str
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrosoftAccess:
    """How a company's Microsoft 365 lets us read when its people are busy."""

    tenant: str
    client_id: str
    secret: SecretStr = field(repr=False)
    # The address of one of the company, under whose mailbox is asked.
    subject: str
    login: str
    graph: str


def _as_key(key: SecretStr) -> SecretStr:
    try:
        facts = json.loads(key.get_secret_value())
    except ValueError:
        raise ValueError(_NO_KEY) from None
    if not (
        isinstance(facts, dict) and all(isinstance(facts.get(name), str) for name in _IN_A_KEY)
    ):
        raise ValueError(_NO_KEY)
    return key


_Domains = Annotated[frozenset[str], NoDecode, from_text(domains_in)]


class CalendarSettings(SignInSettings):
    """Everything about calendars."""

    # How often each calendar that somebody has connected is read, and which hosts of ours may be
    # read although they are on a private network, or not encrypted.
    calendar_interval: Annotated[
        Length,
        within(
            timedelta(minutes=5), timedelta(hours=6), meaning="lie between 5 minutes and 6 hours"
        ),
    ] = timedelta(minutes=10)
    calendar_private_hosts: Annotated[tuple[str, ...], NoDecode, from_text(hosts_in)] = ()
    # The key of the account to which a company's Google Workspace delegates, in whose name that
    # asks, and at which domains the addresses of its people are.
    google_service_account: Annotated[SecretStr, AfterValidator(_as_key)] | None = None
    google_subject: Email | None = None
    google_domains: _Domains = frozenset()
    google_api_url: ApiAddress = "https://www.googleapis.com/calendar/v3/"

    # The application that a company's Microsoft 365 lets in, under whose mailbox that asks, and at
    # which domains the addresses of its people are. National clouds have both servers elsewhere.
    microsoft_tenant: str | None = None
    microsoft_client_id: str | None = None
    microsoft_client_secret: SecretStr | None = None
    microsoft_subject: Email | None = None
    microsoft_domains: _Domains = frozenset()
    microsoft_login_url: ApiAddress = "https://login.microsoftonline.com/"
    microsoft_graph_url: ApiAddress = "https://graph.microsoft.com/"

    @property
    def google(self) -> GoogleAccess | None:
        """How Google's calendars are read; None where nobody has set that up."""
        if self.google_service_account is None or self.google_subject is None:
            return None
        return GoogleAccess(
            key=self.google_service_account,
            subject=self.google_subject,
            api=self.google_api_url,
        )

    @property
    def microsoft(self) -> MicrosoftAccess | None:
        """How Microsoft's calendars are read; None where nobody has set that up."""
        if (
            self.microsoft_tenant is None
            or self.microsoft_client_id is None
            or self.microsoft_client_secret is None
            or self.microsoft_subject is None
        ):
            return None
        return MicrosoftAccess(
            tenant=self.microsoft_tenant,
            client_id=self.microsoft_client_id,
            secret=self.microsoft_client_secret,
            subject=self.microsoft_subject,
            login=self.microsoft_login_url,
            graph=self.microsoft_graph_url,
        )

    @property
    def company_calendars(self) -> tuple[CompanyCalendars, ...]:
        """The calendars that are read for everybody with an address at some domains."""
        known = (
            (self.google, SourceKind.GOOGLE, _GOOGLES_HOST, self.google_domains),
            (self.microsoft, SourceKind.MICROSOFT, _MICROSOFTS_HOST, self.microsoft_domains),
        )
        return tuple(
            CompanyCalendars(source=source, host=host, domains=domains)
            for access, source, host, domains in known
            if access is not None
        )

    def tried_for(self, source: SourceKind) -> str:
        """Return the address for which `check` tries whether a company's calendars can be read."""
        subjects = {
            SourceKind.GOOGLE: self.google_subject,
            SourceKind.MICROSOFT: self.microsoft_subject,
        }
        address = subjects.get(source)
        assert address is not None  # or there is no such company
        return address

    @model_validator(mode="after")
    def _has_all_of_a_company(self) -> "CalendarSettings":
        for named in (_OF_GOOGLE, _OF_MICROSOFT):
            missing = [name.upper() for name in named if not getattr(self, name)]
            if 0 < len(missing) < len(named):
                whose = named[0].partition("_")[0].capitalize()
                raise ValueError(
                    f"{missing[0]} is not set. (To read {whose}'s calendars takes "
                    f"{listed([name.upper() for name in named])}.)"
                )
        return self
