"""The settings that rows in the database rest on, each as it is written."""

from datetime import timedelta

from bot.process.config import Settings
from scheduling.model import Weekday

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def settings_in_force(settings: Settings) -> dict[str, str]:
    """Return the settings by which something is planned or booked, by their names."""
    days = settings.hand_notice
    return {
        "REMINDERS": ", ".join(map(_length, settings.reminders)) or "none",
        "TIME_ZONE": settings.time_zone,
        "DAILY_CAP": _or_none(settings.daily_cap),
        "WEEKLY_CAP": _or_none(settings.weekly_cap),
        "HAND_NOTICE": "none" if days is None else f"{days} working day{'s' if days > 1 else ''}",
        "WORKING_DAYS": ", ".join(_short(day) for day in sorted(settings.working_days)),
        "PLACE": settings.place or "not set",
        "PUBLIC_URL": settings.public_url or "not set",
        # Not where: it may hold a password.
        "SMTP_URL": "set" if settings.mail.is_on else "not set",
        "MAIL_ONLY_TO": ", ".join(sorted(settings.mail_only_to)) or "not set",
    }


def _length(length: timedelta) -> str:
    return f"{length // _HOUR}h" if not length % _HOUR else f"{length // _MINUTE}m"


def _or_none(limit: int | None) -> str:
    return "none" if limit is None else str(limit)


def _short(day: Weekday) -> str:
    return day.name[:3].title()
