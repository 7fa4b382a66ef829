"""The settings, read once from the environment; one message lists all that is wrong."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
)

from bot.process.settings.calendars import CalendarSettings
from bot.process.settings.local import LocalSettings
from bot.process.settings.mail import MailSettings
from bot.process.settings.names import SecretUnreadable
from bot.process.settings.values import (
    cap_in,
    hand_notice_in,
    leads_in,
    members_in,
    networks_in,
    number_in,
    one_of,
    place_in,
    refuse_open_way,
    starting_with,
    understood,
    working_days_in,
    yes_or_no,
)
from bot.process.signing.secret_keys import SecretKeys, keys_in, keys_of
from scheduling.model import MONDAY_TO_FRIDAY, Guests, Rules, Weekday
from scheduling.wording.reading import read_length

SomeSettings = TypeVar("SomeSettings", bound=BaseSettings)
_LONGEST_NOTICE = timedelta(days=14)
_SHORTEST_LOOK, _LONGEST_LOOK = timedelta(days=1), timedelta(weeks=12)
_MOST_INTERVIEWS = 168
_KEPT = ("keep_audit", "keep_messages", "keep_past_hours", "keep_candidates")
_SHORTEST_KEPT, _LONGEST_KEPT = timedelta(days=30), timedelta(days=3650)
_LONGEST_SEARCH = 300
_SHORTEST_API_TOKEN = 8
_LAST_PORT = 65_535
_NEITHER = (
    "SLACK_APP_TOKEN is not set. (It is for Socket Mode; to be called over HTTP instead, set "
    "SLACK_SIGNING_SECRET.)"
)


class SettingsWrong(Exception):
    """The settings can't be used; `problems` are sentences, one for each setting at fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Settings(CalendarSettings):
    """Everything that can be set; the README says what each means."""

    slack_bot_token: SecretStr
    # For Socket Mode; without it, Slack calls us over HTTP, and signs with the next one.
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = Field(default=None, validate_default=True)
    slack_api_url: str = "https://slack.com/api/"
    # Slack member ids.
    coordinators: Annotated[frozenset[str], NoDecode] = frozenset()
    # How long it is kept who did what.
    keep_audit: Annotated[timedelta, NoDecode] = timedelta(days=2 * 365)
    keep_messages: Annotated[timedelta, NoDecode] = timedelta(days=90)
    keep_past_hours: Annotated[timedelta, NoDecode] = timedelta(days=90)
    # From the last interview on; None: for good.
    keep_candidates: Annotated[timedelta | None, NoDecode] = timedelta(days=180)
    # What guests of the workspace may be.
    guests: Guests = Guests.CANDIDATES
    # How long before an interview, longest first.
    reminders: Annotated[tuple[timedelta, ...], NoDecode] = (
        timedelta(hours=24),
        timedelta(hours=1),
    )
    # Where interviews are unless somebody says otherwise.
    place: str | None = None
    minimum_notice: Annotated[timedelta, NoDecode] = timedelta(hours=1)
    look_ahead: Annotated[timedelta, NoDecode] = timedelta(days=14)
    # None: no limit; and so for the week.
    daily_cap: int | None = 3
    weekly_cap: int | None = None
    # In working days; None: no notice is needed.
    hand_notice: int | None = 3
    working_days: Annotated[frozenset[Weekday], NoDecode] = MONDAY_TO_FRIDAY
    load_span: Annotated[timedelta, NoDecode] = timedelta(weeks=4)
    distribution_seconds: int = 20
    http_host: str = "127.0.0.1"
    http_port: int = 8000
    # Where health, figures and the page of calls are alone, if not beside everything else.
    operators_port: int | None = None
    # How the outside world reaches us; links to calendars need it.
    public_url: str | None = None
    api_token: SecretStr | None = None
    # Keys by number, the first of which seals; None: kept beside an SQLite file.
    secret_keys: SecretStr | None = None
    # Requests a minute, for each caller.
    api_rate: int = 600
    # Networks of our own proxies, whose word on where a request comes from is taken.
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    # Whether programs must say which revision of an interview they change.
    require_revision: bool = False
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

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, token: SecretStr) -> SecretStr:
        return starting_with("xoxb-", token, where="OAuth & Permissions")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None:
            return None
        return starting_with("xapp-", token, where="Basic Information, App-Level Tokens")

    @field_validator("slack_signing_secret")
    @classmethod
    def _has_a_way_to_slack(
        cls, secret: SecretStr | None, others: ValidationInfo
    ) -> SecretStr | None:
        if secret is None and others.data.get("slack_app_token", "at fault") is None:
            raise ValueError(_NEITHER)
        return secret

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        refuse_open_way(url)
        return url if url.endswith("/") else f"{url}/"

    @field_validator("public_url")
    @classmethod
    def _is_public_address(cls, url: str | None) -> str | None:
        if url is not None:
            refuse_open_way(url)
        return url and url.rstrip("/")

    @field_validator("http_port", "operators_port", mode="before")
    @classmethod
    def _is_port(cls, given: object) -> object:
        if given is None:
            return None
        return number_in(given, most=_LAST_PORT, least=0, meaning="a port, up to 65535")

    @field_validator("api_rate", mode="before")
    @classmethod
    def _is_rate(cls, given: object) -> object:
        return number_in(given, most=1_000_000, least=1, meaning="a number of requests a minute")

    @field_validator("api_token")
    @classmethod
    def _is_hard_to_guess(cls, token: SecretStr | None) -> SecretStr | None:
        text = token.get_secret_value() if token else ""
        if token and not (len(text) >= _SHORTEST_API_TOKEN and text.isascii() and " " not in text):
            raise ValueError("should be 8 or more letters, digits or signs, without spaces")
        return token

    @field_validator("secret_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None:
            keys_in(keys.get_secret_value())
        return keys

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _are_networks(cls, given: object) -> object:
        return networks_in(given) if isinstance(given, str) else given

    @field_validator("require_revision", mode="before")
    @classmethod
    def _is_needed_or_not(cls, given: object) -> bool:
        return yes_or_no(given)

    @field_validator("coordinators", mode="before")
    @classmethod
    def _are_members(cls, given: object) -> object:
        return members_in(given) if isinstance(given, str) else given

    @field_validator("guests", mode="before")
    @classmethod
    def _is_for_guests(cls, given: object) -> object:
        return one_of(given, Guests)

    @field_validator("reminders", mode="before")
    @classmethod
    def _are_leads(cls, given: object) -> object:
        return leads_in(given) if isinstance(given, str) else given

    @field_validator("place")
    @classmethod
    def _is_place(cls, given: str | None) -> str | None:
        return given and place_in(given)

    @field_validator("daily_cap", "weekly_cap", mode="before")
    @classmethod
    def _is_cap(cls, given: object) -> object:
        return cap_in(given, most=_MOST_INTERVIEWS)

    @field_validator("hand_notice", mode="before")
    @classmethod
    def _is_hand_notice(cls, given: object) -> object:
        return hand_notice_in(given)

    @field_validator("working_days", mode="before")
    @classmethod
    def _are_working_days(cls, given: object) -> object:
        return working_days_in(given) if isinstance(given, str) else given

    @field_validator("distribution_seconds", mode="before")
    @classmethod
    def _is_short_enough(cls, given: object) -> object:
        return number_in(given, least=1, most=_LONGEST_SEARCH, meaning="1 to 300 seconds")

    @field_validator(*_KEPT)
    @classmethod
    def _is_kept_for(cls, length: timedelta | None) -> timedelta | None:
        if length is not None and not _SHORTEST_KEPT <= length <= _LONGEST_KEPT:
            raise ValueError("should lie between 30 days and 10 years (3650 days)")
        return length

    @field_validator(*_KEPT, "minimum_notice", "look_ahead", "load_span", mode="before")
    @classmethod
    def _is_length(cls, given: object) -> object:
        return understood(read_length, given) if isinstance(given, str) else given

    # The last of these is asked first (https://docs.pydantic.dev/latest/concepts/validators).
    @field_validator("keep_candidates", mode="before")
    @classmethod
    def _is_never(cls, given: object) -> object:
        is_never = isinstance(given, str) and given.strip().casefold() == "never"
        return None if is_never else given

    @field_validator("minimum_notice")
    @classmethod
    def _is_notice(cls, length: timedelta) -> timedelta:
        if not timedelta() <= length <= _LONGEST_NOTICE:
            raise ValueError("should be 14 days at most")
        return length

    @field_validator("look_ahead", "load_span")
    @classmethod
    def _is_far_enough(cls, length: timedelta) -> timedelta:
        if not _SHORTEST_LOOK <= length <= _LONGEST_LOOK:
            raise ValueError("should lie between 1 day and 12 weeks")
        return length


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
