"""What a start with other settings has changed, in sentences for whoever runs the bot."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import islice

from scheduling.results import ChangedSetting, SettingsFollowed
from scheduling.timespan import words_for

_MOST_INTERVIEWS = 10
_OF_PLANS = "Plans keep to it from now on, also those that are made and not booked yet."


def followed_words(followed: SettingsFollowed, *, zone: tzinfo) -> Iterator[str]:
    """Say of each setting that has changed what was done about it, and what could not be."""
    for setting in followed.changed:
        after = " ".join(_consequences(setting, followed, zone))
        yield f"{setting.name} was {setting.before} and is {setting.now} now. {after}".strip()


def difference_words(differences: Iterable[ChangedSetting]) -> str:
    """Say that another bot on the database has other settings; "" where none has.

    `before` is what this bot has, and `now` what the other one.
    """
    parts = [f"{each.name} is {each.before} here, and {each.now} there" for each in differences]
    if not parts:
        return ""
    return (
        f"A bot on the same database was started with other settings: {'; '.join(parts)}. What is "
        "booked follows the bot that books it. Start all of them with the same settings."
    )


def _consequences(
    setting: ChangedSetting, followed: SettingsFollowed, zone: tzinfo
) -> Iterator[str]:
    match setting.name:
        case "REMINDERS":
            yield f"Reminders still to come are planned by it: {followed.reminders}."
        case "SMTP_URL" | "MAIL_ONLY_TO":
            yield (
                f"Reminders still to come are planned by it: {followed.reminders}. Whom nobody "
                "has told of an interview that is booked, coordinators find under “People to "
                "tell”, at the top of `/interviews`."
            )
        case "TIME_ZONE":
            yield from _zone_words(setting, followed, zone)
        case "DAILY_CAP" | "WEEKLY_CAP":
            yield _OF_PLANS
            if followed.over_limit:
                yield f"Interviewers who have more booked, and keep it: {followed.over_limit}."
        case "HAND_NOTICE" | "WORKING_DAYS":
            yield _OF_PLANS
        case "PLACE":
            yield "Interviews that are booked already stay where they are."
        case "PUBLIC_URL" if followed.feeds:
            yield (
                f"Calendars that were given the old address: {followed.feeds}. They ask there as "
                "long as it leads here; `/interviews calendar` gives the new one."
            )


def _zone_words(setting: ChangedSetting, followed: SettingsFollowed, zone: tzinfo) -> Iterator[str]:
    count = len(followed.off_the_hour)
    if count:
        shown = islice(followed.off_the_hour.items(), _MOST_INTERVIEWS)
        several = [f"interview {id} on {words_for(start, zone=zone)}" for id, start in shown]
        more = [f"{count - len(several)} more"] if count > len(several) else []
        yield (
            "These no longer start on the hour, and stay where they are until somebody moves "
            f"them: {'; '.join([*several, *more])}."
        )
    if followed.in_old_zone:
        yield (
            f"People who are not in Slack and keep {setting.before} as their own time zone: "
            f"{followed.in_old_zone}. `/register` changes it."
        )
