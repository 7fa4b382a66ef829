"""The settings of whatever never calls Slack: the database, and how to speak of it."""

from typing import Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.process.settings.names import SecretFiles
from bot.process.settings.values import database_address, understood
from scheduling.errors import listed
from scheduling.wording.reading import read_zone

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]


class LocalSettings(BaseSettings):
    """What commands need that never call Slack: the database, and how to speak of it.

    All is set by environment variable or in a file named `.env`; what is set to nothing counts as
    not set.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        str_strip_whitespace=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = "sqlite:///on-the-hour.db"
    time_zone: str = "UTC"
    log_level: LogLevel = "INFO"
    log_format: LogFormat = "text"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read files of secrets as well, where the environment or `.env` names such."""
        set_by_name = (env_settings, dotenv_settings)
        return init_settings, *set_by_name, SecretFiles(settings_cls, sources=set_by_name)

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone, ready for arithmetic."""
        return ZoneInfo(self.time_zone)

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: str) -> str:
        return database_address(url)

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, name: str) -> str:
        return str(understood(read_zone, name))

    @field_validator("log_level", mode="before")
    @classmethod
    def _is_level(cls, given: object) -> object:
        level = str(given).strip().upper()
        if level not in get_args(LogLevel):
            raise ValueError(f"should be {listed(get_args(LogLevel), joiner='or')}")
        return level

    @field_validator("log_format", mode="before")
    @classmethod
    def _is_format(cls, given: object) -> object:
        form = str(given).strip().lower()
        if form not in get_args(LogFormat):
            raise ValueError("should be text or json")
        return form
