"""The settings, read once from the environment; one message lists all that is wrong."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode

from bot.process.settings.calendars import CalendarSettings
from bot.process.settings.checks import (
    ApiAddress,
    Length,
    Port,
    PublicAddress,
    YesOrNo,
    from_text,
    number,
    starting_with,
    within,
    word_of,
)
from bot.process.settings.local import LocalSettings
from bot.process.settings.mail import MailSettings
from bot.process.settings.names import SecretUnreadable
from bot.process.settings.values import (
    cap_in,
    hand_notice_in,
    leads_in,
    members_in,
    networks_in,
    place_in,
    working_days_in,
)
from bot.process.signing.secret_keys import SecretKeys, keys_in, keys_of
from scheduling.model import MONDAY_TO_FRIDAY, Guests, Rules, Weekday

SomeSettings = TypeVar("SomeSettings", bound=BaseSettings)
_LONGEST_NOTICE = timedelta(days=14)
_LOOK = within(timedelta(days=1), timedelta(weeks=12), meaning="lie between 1 day and 12 weeks")
_MOST_INTERVIEWS = 168
_KEPT = within(
    timedelta(days=30),
    timedelta(days=3650),
    meaning="lie between 30 days and 10 years (3650 days)",
)
_LONGEST_SEARCH = 300
_SHORTEST_API_TOKEN = 8
_NEITHER = (
    "SLACK_APP_TOKEN is not set. (It is for Socket Mode; to be called over HTTP instead, set "
    "SLACK_SIGNING_SECRET.)"
)


def _unless_never(text: str) -> str | None:
    return None if text.strip().casefold() == "never" else text


def _hard_to_guess(token: SecretStr) -> SecretStr:
    text = token.get_secret_value()
    if not (len(text) >= _SHORTEST_API_TOKEN and text.isascii() and " " not in text):
        raise ValueError("should be 8 or more letters, digits or signs, without spaces")
    return token


def _as_keys(keys: SecretStr) -> SecretStr:
    keys_in(keys.get_secret_value())
    return keys


_Cap = Annotated[int | None, BeforeValidator(lambda given: cap_in(given, most=_MOST_INTERVIEWS))]


class SettingsWrong(Exception):
    """The settings can't be used; `problems` are sentences, one for each setting at fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Settings(CalendarSettings):
    """Everything that can be set; the README says what each means."""

    slack_bot_token: Annotated[SecretStr, starting_with("xoxb-", where="OAuth & Permissions")]
    # For Socket Mode; without it, Slack calls us over HTTP, and signs with the next one.
    slack_app_token: (
        Annotated[SecretStr, starting_with("xapp-", where="Basic Information, App-Level Tokens")]
        | None
    ) = None
    slack_signing_secret: SecretStr | None = Field(default=None, validate_default=True)
    slack_api_url: ApiAddress = "https://slack.com/api/"
    # Slack member ids.
    coordinators: Annotated[frozenset[str], NoDecode, from_text(members_in)] = frozenset()
    # How long it is kept who did what.
    keep_audit: Annotated[Length, _KEPT] = timedelta(days=2 * 365)
    keep_messages: Annotated[Length, _KEPT] = timedelta(days=90)
    keep_past_hours: Annotated[Length, _KEPT] = timedelta(days=90)
    # From the last interview on; None: for good.
    keep_candidates: Annotated[
        Annotated[Length, _KEPT] | None, NoDecode, from_text(_unless_never)
    ] = timedelta(days=180)
    # What guests of the workspace may be.
    guests: Annotated[Guests, word_of(Guests)] = Guests.CANDIDATES
    # How long before an interview, longest first.
    reminders: Annotated[tuple[timedelta, ...], NoDecode, from_text(leads_in)] = (
        timedelta(hours=24),
        timedelta(hours=1),
    )
    # Where interviews are unless somebody says otherwise.
    place: Annotated[str, AfterValidator(place_in)] | None = None
    minimum_notice: Annotated[
        Length, within(timedelta(), _LONGEST_NOTICE, meaning="be 14 days at most")
    ] = timedelta(hours=1)
    look_ahead: Annotated[Length, _LOOK] = timedelta(days=14)
    # None: no limit; and so for the week.
    daily_cap: _Cap = 3
    weekly_cap: _Cap = None
    # In working days; None: no notice is needed.
    hand_notice: Annotated[int | None, BeforeValidator(hand_notice_in)] = 3
    working_days: Annotated[frozenset[Weekday], NoDecode, from_text(working_days_in)] = (
        MONDAY_TO_FRIDAY
    )
    load_span: Annotated[Length, _LOOK] = timedelta(weeks=4)
    distribution_seconds: Annotated[
        int, number(least=1, most=_LONGEST_SEARCH, meaning="1 to 300 seconds")
    ] = 20
    http_host: str = "127.0.0.1"
    http_port: Port = 8000
    # Where health, figures and the page of calls are alone, if not beside everything else.
    operators_port: Port | None = None
    # How the outside world reaches us; links to calendars need it.
    public_url: PublicAddress | None = None
    api_token: Annotated[SecretStr, AfterValidator(_hard_to_guess)] | None = None
    # Keys by number, the first of which seals; None: kept beside an SQLite file.
    secret_keys: Annotated[SecretStr, AfterValidator(_as_keys)] | None = None
    # Requests a minute, for each caller.
    api_rate: Annotated[
        int, number(least=1, most=1_000_000, meaning="a number of requests a minute")
    ] = 600
    # Networks of our own proxies, whose word on where a request comes from is taken.
    trusted_proxies: Annotated[
        tuple[IPv4Network | IPv6Network, ...], NoDecode, from_text(networks_in)
    ] = ()
    # Whether programs must say which revision of an interview they change.
    require_revision: YesOrNo = False
    # For practice: how far the clock is ahead.
    clock_file: Path | None = None

    @property
    def is_in_socket_mode(self) -> bool:
        """Whether Slack is called up by us; else Slack calls us, over HTTP."""
        return self.slack_app_token is not None

    @property
    def rules(self) -> Rules:
        """The part of the settings that scheduling follows."""
        return Rules(
            time_zone=self.time_zone,
            minimum_notice=self.minimum_notice,
            reminder_leads=self.reminders,
            look_ahead=self.look_ahead,
            coordinators=self.coordinators,
            guests=self.guests,
            daily_cap=self.daily_cap,
            weekly_cap=self.weekly_cap,
            hand_notice=self.hand_notice,
            working_days=self.working_days,
            link_lifetime=self.link_lifetime,
            candidate_moves=self.candidate_moves,
            candidates_see_panel=self.candidates_see_panel,
            candidate_locale=self.candidate_locale,
            candidate_moves_until=self.candidate_moves_until,
            load_span=self.load_span,
            distribution_time=timedelta(seconds=self.distribution_seconds),
            mail=self.mail,
            place=self.place or "",
            calendar_interval=self.calendar_interval,
            company_calendars=self.company_calendars,
        )

    def keys(self) -> SecretKeys | None:
        """Return what links are signed with, made where there is none. Raises KeysUnusable."""
        given = self.secret_keys.get_secret_value() if self.secret_keys else None
        return keys_of(given, database_url=self.database_url)

    @field_validator("slack_signing_secret")
    @classmethod
    def _has_a_way_to_slack(
        cls, secret: SecretStr | None, others: ValidationInfo
    ) -> SecretStr | None:
        if secret is None and others.data.get("slack_app_token", "at fault") is None:
            raise ValueError(_NEITHER)
        return secret


def read_settings(**overrides: Any) -> Settings:
    """Return the settings. Raises SettingsWrong with every problem at once."""
    return _read(Settings, **overrides)


def read_local_settings(**overrides: Any) -> LocalSettings:
    """Return the settings of commands that never call Slack. Raises SettingsWrong."""
    return _read(LocalSettings, **overrides)


def read_mail_settings(**overrides: Any) -> MailSettings:
    """Return the settings of what hands over mail and calls nobody else. Raises SettingsWrong."""
    return _read(MailSettings, **overrides)


def _read(kind: type[SomeSettings], **overrides: Any) -> SomeSettings:
    try:
        return kind(**overrides)
    except SecretUnreadable as wrong:
        raise SettingsWrong([str(wrong)]) from None
    except ValidationError as wrong:
        sentences = [_sentence(problem) for problem in wrong.errors()]
        # Slack's come first, as in .env.example: without them nothing starts at all.
        sentences.sort(key=lambda sentence: not sentence.startswith("SLACK_"))
        raise SettingsWrong(sentences) from None


def _sentence(problem: Any) -> str:
    if not problem["loc"]:
        return str(problem["msg"].removeprefix("Value error, "))
    name = str(problem["loc"][0]).upper()
    if problem["type"] == "missing":
        return f"{name} is not set."
    words = str(problem["msg"].removeprefix("Value error, "))
    if words == _NEITHER:
        return words
    return f"{name}: {words}" if words[-1] in ".?" else f"{name}: {words}."
