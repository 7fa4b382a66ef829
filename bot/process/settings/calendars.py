"""The settings of people's calendars: how often they are read, and by whose leave."""

from datetime import timedelta
from typing import Annotated

from pydantic import field_validator
from pydantic_settings import NoDecode

from bot.process.settings.mail import MailSettings
from bot.process.settings.values import hosts_in, understood
from scheduling.wording.reading import read_length

_SHORTEST_INTERVAL, _LONGEST_INTERVAL = timedelta(minutes=5), timedelta(hours=6)


class CalendarSettings(MailSettings):
    """Everything about calendars."""

    # How often each calendar that somebody has connected is read, and which hosts of ours may be
    # read although they are on a private network, or not encrypted.
    calendar_interval: Annotated[timedelta, NoDecode] = timedelta(minutes=10)
    calendar_private_hosts: Annotated[tuple[str, ...], NoDecode] = ()

    @field_validator("calendar_private_hosts", mode="before")
    @classmethod
    def _are_hosts(cls, given: object) -> object:
        return hosts_in(given) if isinstance(given, str) else given

    @field_validator("calendar_interval", mode="before")
    @classmethod
    def _is_read_as_length(cls, given: object) -> object:
        return understood(read_length, given) if isinstance(given, str) else given

    @field_validator("calendar_interval")
    @classmethod
    def _is_interval(cls, length: timedelta) -> timedelta:
        if not _SHORTEST_INTERVAL <= length <= _LONGEST_INTERVAL:
            raise ValueError("should lie between 5 minutes and 6 hours")
        return length
