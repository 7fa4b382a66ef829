"""The settings, read once from the environment; one message lists all that is wrong."""

from datetime import UTC, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from scheduling.errors import SchedulingError
from scheduling.model import Rules
from scheduling.reminders import SMALLEST_LEAD
from scheduling.wording import read_length, read_zone

_LONGEST_LEAD = timedelta(days=14)


class SettingsWrong(Exception):
    """The settings can't be used; `problems` are sentences, one for each setting at fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Settings(BaseSettings):
    """Everything that can be set, by environment variable or in a file named `.env`."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr
    slack_app_token: SecretStr
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///on-the-hour.db"
    time_zone: str = "UTC"
    coordinators: Annotated[frozenset[str], NoDecode] = frozenset()
    reminders: Annotated[tuple[timedelta, ...], NoDecode] = Field(
        default=(timedelta(hours=24), timedelta(hours=1)), max_length=5
    )
    minimum_notice: Annotated[timedelta, NoDecode] = timedelta(hours=1)
    look_ahead: Annotated[timedelta, NoDecode] = timedelta(days=14)
    clock_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def rules(self) -> Rules:
        """The part of the settings that scheduling follows."""
        return Rules(
            time_zone=self.time_zone,
            minimum_notice=self.minimum_notice,
            reminder_leads=self.reminders,
            look_ahead=self.look_ahead,
            coordinators=self.coordinators,
        )

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, token: SecretStr) -> SecretStr:
        return _starting_with("xoxb-", token, where="OAuth & Permissions")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, token: SecretStr) -> SecretStr:
        return _starting_with("xapp-", token, where="Basic Information, App-Level Tokens")

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            raise ValueError("should start with https://")
        return url if url.endswith("/") else f"{url}/"

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, name: str) -> str:
        return str(_understood(read_zone, name))

    @field_validator("coordinators", mode="before")
    @classmethod
    def _are_members(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        ids = frozenset(part.strip() for part in given.split(",") if part.strip())
        for member in ids:
            if not (member.isalnum() and member.isupper() and member[0] in "UW"):
                raise ValueError(f"“{member}” is no Slack member id, such as U024BE7LH")
        return ids

    @field_validator("reminders", mode="before")
    @classmethod
    def _are_leads(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        parts = [part for part in given.split(",") if part.strip()]
        leads = {_understood(read_length, part) for part in parts}
        if any(not SMALLEST_LEAD <= lead <= _LONGEST_LEAD for lead in leads):
            raise ValueError("each should lie between 1 minute and 14 days")
        return tuple(sorted(leads, reverse=True))

    @field_validator("minimum_notice", "look_ahead", mode="before")
    @classmethod
    def _is_length(cls, given: object) -> object:
        return _understood(read_length, given) if isinstance(given, str) else given


def read_settings(**overrides: Any) -> Settings:
    """This will return the settings. Raises SettingsWrong with every problem at once."""
    try:
        return Settings(**overrides)
    except ValidationError as wrong:
        raise SettingsWrong([_sentence(problem) for problem in wrong.errors()]) from None


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0]).upper()
    if problem["type"] == "missing":
        return f"{name} is not set."
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}."


def _starting_with(prefix: str, token: SecretStr, *, where: str) -> SecretStr:
    if not token.get_secret_value().startswith(prefix):
        raise ValueError(f"should start with {prefix} (in your app's settings: {where})")
    return token


def _understood(read: Any, text: str) -> Any:
    try:
        return read(text)
    except SchedulingError as wrong:
        raise ValueError(wrong.sentence(zone=UTC).rstrip(".")) from None
