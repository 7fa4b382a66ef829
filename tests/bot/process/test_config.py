"""Reading the settings: what is understood, and how all that is wrong is said at once."""

from datetime import timedelta
from pathlib import Path

import pytest
from bot_settings import TOKENS, settings

from bot.process.config import SettingsWrong, read_settings
from bot.process.setting_hints import settings_worth_a_word
from scheduling.model import MONDAY_TO_FRIDAY, Rules, Weekday

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def dotenv(folder: Path, *lines: str) -> Path:
    path = folder / "settings.env"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_two_tokens_are_enough() -> None:
    chosen = settings()

    assert chosen.slack_bot_token.get_secret_value() == TOKENS["slack_bot_token"]
    assert chosen.slack_api_url == "https://slack.com/api/"
    assert chosen.database_url == "sqlite:///on-the-hour.db"
    assert chosen.clock_file is None
    assert chosen.rules == Rules(
        time_zone="UTC",
        minimum_notice=HOUR,
        reminder_leads=(DAY, HOUR),
        look_ahead=14 * DAY,
        coordinators=frozenset(),
    )


def test_a_file_of_settings_is_read(tmp_path: Path) -> None:
    file = dotenv(
        tmp_path,
        "# Copied from the app's settings",
        "SLACK_BOT_TOKEN=xoxb-2",
        "slack_app_token='xapp-2'",
        "TIME_ZONE=Europe/London",
        "SOMEBODY_ELSES=1",
    )

    chosen = read_settings(_env_file=file)

    assert chosen.slack_app_token.get_secret_value() == "xapp-2"
    assert chosen.time_zone == "Europe/London"


def test_what_is_set_to_nothing_counts_as_not_set(tmp_path: Path) -> None:
    file = dotenv(
        tmp_path, "SLACK_BOT_TOKEN=", "SLACK_APP_TOKEN=xapp-1", "REMINDERS=", "TIME_ZONE="
    )

    with pytest.raises(SettingsWrong) as wrong:
        read_settings(_env_file=file)

    assert wrong.value.problems == ["SLACK_BOT_TOKEN is not set."]


def test_with_nothing_set_every_token_is_asked_for() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        read_settings(_env_file=None)

    assert wrong.value.problems == [
        "SLACK_BOT_TOKEN is not set.",
        "SLACK_APP_TOKEN is not set. (It is for Socket Mode; to be called over HTTP instead, set "
        "SLACK_SIGNING_SECRET.)",
    ]


def test_either_way_to_slack_is_enough() -> None:
    over_http = settings(slack_app_token=None, slack_signing_secret="made-up")

    assert settings().is_in_socket_mode
    assert not over_http.is_in_socket_mode


def test_all_that_is_wrong_is_said_at_once_a_sentence_for_each() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        read_settings(
            _env_file=None,
            slack_app_token="xoxb-1-in-the-wrong-place",
            time_zone="Mars",
            reminders="soon",
            coordinators="carla",
            look_ahead="1 hour",
            log_level="loud",
        )

    assert [problem.split()[0].rstrip(":") for problem in wrong.value.problems] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "TIME_ZONE",
        "LOG_LEVEL",
        "COORDINATORS",
        "REMINDERS",
        "LOOK_AHEAD",
    ]
    assert str(wrong.value) == "\n".join(wrong.value.problems)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "slack_bot_token",
            "xapp-1",
            "SLACK_BOT_TOKEN: should start with xoxb- (in your app's settings: OAuth & "
            "Permissions).",
        ),
        (
            "slack_app_token",
            "xoxb-1",
            "SLACK_APP_TOKEN: should start with xapp- (in your app's settings: Basic "
            "Information, App-Level Tokens).",
        ),
        ("slack_api_url", "slack.com/api", "SLACK_API_URL: should start with https://."),
        (
            "time_zone",
            "CET",
            "TIME_ZONE: I don't know the time zone “CET”. Letters change with the season. Did you "
            "mean Europe/Berlin or Europe/Paris?",
        ),
        (
            "coordinators",
            "U024BE7LH, carla",
            "COORDINATORS: “carla” is no Slack member id, such as U024BE7LH.",
        ),
        ("reminders", "15 days, 1h", "REMINDERS: each should lie between 1 minute and 14 days."),
        ("reminders", "0", "REMINDERS: each should lie between 1 minute and 14 days."),
        ("reminders", "6h,5h,4h,3h,2h,1h", "REMINDERS: there should be 5 at most, or none."),
        (
            "reminders",
            "24",
            "REMINDERS: I did not understand “24” as a length of time. Write, for example, "
            "24 hours, 1 hour 30 minutes or 2 days.",
        ),
        ("minimum_notice", "15 days", "MINIMUM_NOTICE: should be 14 days at most."),
        ("look_ahead", "0", "LOOK_AHEAD: should lie between 1 day and 12 weeks."),
        ("look_ahead", "13 weeks", "LOOK_AHEAD: should lie between 1 day and 12 weeks."),
        ("daily_cap", "0", "DAILY_CAP: should be 1 or more, or none."),
        (
            "hand_notice",
            "3 days",
            "HAND_NOTICE: should be 1 to 20 working days, such as 3 working days, or none.",
        ),
        (
            "working_days",
            "Mon-Xmas",
            "WORKING_DAYS: I did not understand “Mon-Xmas” as days of the week. Write, for "
            "example, Mon-Fri or Sun, Mon, Wed.",
        ),
        ("weekly_cap", "two", "WEEKLY_CAP: should be 1 or more, or none."),
        (
            "calendar_interval",
            "1 minute",
            "CALENDAR_INTERVAL: should lie between 5 minutes and 6 hours.",
        ),
        (
            "calendar_private_hosts",
            "https://cloud.example.org",
            "CALENDAR_PRIVATE_HOSTS: “https://cloud.example.org” is no host, such as "
            "cloud.example.org or 10.0.0.7:8080.",
        ),
        ("load_span", "13 weeks", "LOAD_SPAN: should lie between 1 day and 12 weeks."),
        (
            "keep_candidates",
            "7 days",
            "KEEP_CANDIDATES: should lie between 30 days and 10 years (3650 days).",
        ),
        ("distribution_seconds", "301", "DISTRIBUTION_SECONDS: should be 1 to 300 seconds."),
        ("log_level", "loud", "LOG_LEVEL: should be DEBUG, INFO, WARNING or ERROR."),
        ("log_format", "xml", "LOG_FORMAT: should be text or json."),
        ("http_port", "http", "HTTP_PORT: should be a port, up to 65535."),
        ("http_port", "65536", "HTTP_PORT: should be a port, up to 65535."),
        ("http_port", "-1", "HTTP_PORT: should be a port, up to 65535."),
        ("api_rate", "0", "API_RATE: should be a number of requests a minute."),
        (
            "api_token",
            "short",
            "API_TOKEN: should be 8 or more letters, digits or signs, without spaces.",
        ),
        (
            "place",
            "http://meet.example.org/{id}",
            "PLACE: should be a location, or a link that starts with https://.",
        ),
        (
            "place",
            "https://meet.example.org/{room}",
            "PLACE: may have {id} in it, and no other braces.",
        ),
        ("place", "x" * 301, "PLACE: should have 300 letters at most."),
        ("public_url", "example.com", "PUBLIC_URL: should start with https://."),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(
    name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(**{name: value})

    assert wrong.value.problems == [sentence]


@pytest.mark.parametrize(
    ("name", "value", "understood"),
    [
        ("slack_api_url", "http://localhost:3000/api", "http://localhost:3000/api/"),
        ("time_zone", "europe/london", "Europe/London"),
        ("time_zone", " Kolkata ", "Asia/Kolkata"),
        ("coordinators", "", frozenset()),
        ("coordinators", "U024BE7LH", frozenset({"U024BE7LH"})),
        ("coordinators", " W0A ,U1,, U1 ", frozenset({"W0A", "U1"})),
        ("reminders", "30 minutes, 2 days", (2 * DAY, HOUR / 2)),
        ("reminders", "1h, 24h, 60 minutes", (DAY, HOUR)),
        ("reminders", "14 days", (14 * DAY,)),
        ("reminders", "1m", (timedelta(minutes=1),)),
        ("reminders", "None", ()),
        ("minimum_notice", "0", timedelta(0)),
        ("minimum_notice", "1h30", 1.5 * HOUR),
        ("look_ahead", "12 weeks", 84 * DAY),
        ("look_ahead", timedelta(days=3), 3 * DAY),
        ("daily_cap", " 2 ", 2),
        ("weekly_cap", "None", None),
        ("calendar_interval", "15 minutes", timedelta(minutes=15)),
        (
            "calendar_private_hosts",
            " Cloud.example.org, 10.0.0.7:8080,[fd00::7] ",
            ("cloud.example.org", "10.0.0.7:8080", "[fd00::7]"),
        ),
        ("hand_notice", "2 Working Days", 2),
        ("hand_notice", "1 working day", 1),
        ("hand_notice", "5", 5),
        ("hand_notice", "none", None),
        ("working_days", "Mon-Fri", MONDAY_TO_FRIDAY),
        ("working_days", "weekdays", MONDAY_TO_FRIDAY),
        ("working_days", "Sun - Thu", frozenset(Weekday) - {Weekday.FRIDAY, Weekday.SATURDAY}),
        ("working_days", "Mon, Wed and Fri", {Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY}),
        ("working_days", "none", frozenset(Weekday)),
        ("load_span", "8 weeks", timedelta(weeks=8)),
        ("keep_candidates", "90 days", timedelta(days=90)),
        ("keep_candidates", " Never ", None),
        ("distribution_seconds", "60", 60),
        ("log_level", "debug", "DEBUG"),
        ("log_format", "JSON", "json"),
        ("http_port", "0", 0),
        ("http_port", 8001, 8001),
        ("api_rate", " 60 ", 60),
        ("place", "Room 4\t(left)", "Room 4 (left)"),
        ("place", "https://meet.example.org/{id}", "https://meet.example.org/{id}"),
        ("public_url", "https://example.com/", "https://example.com"),
    ],
)
def test_settings_are_understood_as_people_write_them(
    name: str, value: object, understood: object
) -> None:
    assert getattr(settings(**{name: value}), name) == understood


def test_tokens_are_taken_without_the_spaces_of_a_careless_copy() -> None:
    assert settings(slack_bot_token=" xoxb-1\n").slack_bot_token.get_secret_value() == "xoxb-1"


@pytest.mark.parametrize("name", ["slack_bot_token", "slack_app_token"])
def test_a_wrong_token_is_not_repeated(name: str) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(**{name: "xoxp-very-secret"})

    assert "very-secret" not in str(wrong.value)
    assert "very-secret" not in repr(wrong.value.__cause__)


def test_settings_do_not_show_their_tokens() -> None:
    chosen = settings()

    assert "made-up" not in repr(chosen)
    assert "made-up" not in str(chosen.model_dump())


def test_a_signing_secret_does_instead_of_the_token_of_the_app() -> None:
    chosen = settings(slack_app_token=None, slack_signing_secret="made-up")

    assert not chosen.is_in_socket_mode
    assert settings(slack_signing_secret="made-up").is_in_socket_mode


def test_without_either_both_are_named() -> None:
    with pytest.raises(SettingsWrong) as wrong:
        settings(slack_app_token=None)

    (problem,) = wrong.value.problems
    assert problem.startswith("SLACK_APP_TOKEN is not set.")
    assert "SLACK_SIGNING_SECRET" in problem


# -- names and files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["slack_bot_token", "slack_app_token", "slack_signing_secret", "api_token"]
)
def test_a_secret_may_rest_in_a_file(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{TOKENS.get(name, 'a-secret-of-thirty-characters')}\n", encoding="utf-8")
    lines = [f"{other.upper()}={value}" for other, value in TOKENS.items() if other != name]
    file = dotenv(tmp_path, *lines, f"{name.upper()}_FILE={secret}")

    chosen = read_settings(_env_file=file)

    assert getattr(chosen, name).get_secret_value() == secret.read_text("utf-8").strip()


def test_the_database_may_be_named_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://bot:hidden@localhost/hour", encoding="utf-8")
    lines = [f"{name.upper()}={value}" for name, value in TOKENS.items()]

    chosen = read_settings(_env_file=dotenv(tmp_path, *lines, f"DATABASE_URL_FILE={secret}"))

    assert chosen.database_url == "postgresql://bot:hidden@localhost/hour"


def test_what_is_set_itself_comes_before_its_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("xoxb-from-the-file", encoding="utf-8")
    lines = [f"{name.upper()}={value}" for name, value in TOKENS.items()]

    chosen = read_settings(_env_file=dotenv(tmp_path, *lines, f"SLACK_BOT_TOKEN_FILE={secret}"))

    assert chosen.slack_bot_token.get_secret_value() == TOKENS["slack_bot_token"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "can't be read"), ("  \n", "holds no secret"), ("x" * 10_001, "holds no secret")],
)
def test_a_file_without_a_secret_is_named(content: str | None, words: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    if content is not None:
        secret.write_text(content, encoding="utf-8")

    with pytest.raises(SettingsWrong) as wrong:
        read_settings(_env_file=dotenv(tmp_path, f"SLACK_BOT_TOKEN_FILE={secret}"))

    (problem,) = wrong.value.problems
    assert problem.startswith(f"SLACK_BOT_TOKEN_FILE: {secret} {words}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("REMINDER", "REMINDERS"),
        ("COORDINATOR", "COORDINATORS"),
        ("SLACK_BOT_TOKEN_FIEL", "SLACK_BOT_TOKEN_FILE"),
        ("TIMEZONE", "TIME_ZONE"),
    ],
)
def test_a_misspelt_setting_is_said(typed: str, meant: str, tmp_path: Path) -> None:
    file = dotenv(tmp_path, f"{typed}=1")

    words = settings_worth_a_word(settings(), env_file=file)

    assert words == [f"{typed} is no setting: did you mean {meant}?"]


def test_settings_of_others_are_nobodys_business(tmp_path: Path) -> None:
    file = dotenv(tmp_path, "SOMEBODY_ELSES=1", "PATH=/bin", "SANDBOX_PORT=3000", "API_RATE=60")

    assert settings_worth_a_word(settings(), env_file=file) == []


@pytest.mark.parametrize(
    ("token", "address", "is_said"),
    [
        ("practice", "https://slack.com/api/", True),
        ("a" * 19, "https://slack.com/api/", True),
        ("a" * 20, "https://slack.com/api/", False),
        ("practice", "http://127.0.0.1:3000/api/", False),
    ],
)
def test_a_token_that_could_be_guessed_is_warned_of(
    token: str, address: str, is_said: bool, tmp_path: Path
) -> None:
    chosen = settings(api_token=token, slack_api_url=address)

    words = settings_worth_a_word(chosen, env_file=tmp_path / "none")

    assert any("API_TOKEN is shorter" in word for word in words) is is_said


@pytest.mark.parametrize("name", ["slack_api_url", "public_url"])
@pytest.mark.parametrize(
    ("address", "is_fine"),
    [
        ("https://bot.company.example", True),
        ("http://localhost:3000", True),
        ("http://127.0.0.1:3000", True),
        ("http://[::1]:3000", True),
        ("http://practice.localhost", True),
        ("http://bot.company.example", False),
        ("http://localhost.company.example", False),
        ("http://10.0.0.7", False),
        ("http://", False),
    ],
)
def test_nobody_on_the_way_may_read_along(name: str, address: str, is_fine: bool) -> None:
    if is_fine:
        assert getattr(settings(**{name: address}), name).startswith(address)
        return

    with pytest.raises(SettingsWrong) as wrong:
        settings(**{name: address})

    assert "should start with https://" in wrong.value.problems[0]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("foo", "should be sqlite:///file or postgresql://name:password@host/database"),
        ("mysql://bot:s3cret@host/bot", "should be sqlite:///file or postgresql://"),
        ("postgresql://bot:s3c@ret@host/bot", "the password holds an @; write %40 for it"),
        ("postgresql://bot:s3c/ret@host/bot", "the password holds a /; write %2F for it"),
        ("postgresql://bot:s3c#ret:x@host:s3cret/bot", "should be a port"),
    ],
)
def test_an_address_of_a_database_that_is_none_is_said_without_its_password(
    url: str, words: str
) -> None:
    with pytest.raises(SettingsWrong) as caught:
        settings(database_url=url)

    (problem,) = caught.value.problems
    assert problem.startswith("DATABASE_URL: ")
    assert words in problem
    assert "s3c" not in problem


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///file:/data/a@b.db?mode=ro&uri=true",
        "postgresql://bot:p%40ss@host:5433/bot?sslmode=require",
        "postgresql+psycopg://bot@[::1]:5432/bot",
        "postgresql:///bot?host=/var/run/postgresql",
        "postgresql://bot@host1,host2/bot",
    ],
)
def test_an_address_of_a_database_is_taken_as_it_is(url: str) -> None:
    assert settings(database_url=url).database_url == url


def test_a_line_that_is_no_setting_is_said_by_its_number_alone(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text(
        "# Slack\nTIME_ZONE=UTC\n\n\nSLACK_BOT_TOKEN xoxb-secret\nAPI_TOKEN\n=3\n", "utf-8"
    )

    words = settings_worth_a_word(settings(), env_file=env)

    assert words == [
        f"{env}, line {line}: that is no setting, and is passed over. NAME=value is one."
        for line in (5, 6, 7)
    ]


def test_one_room_for_all_interviews_is_worth_a_word(tmp_path: Path) -> None:
    none = tmp_path / "none"

    (word,) = settings_worth_a_word(settings(place="https://meet.example.org/all"), env_file=none)

    assert "{id} in it gives each interview a room of its own" in word
    for place in ("https://meet.example.org/{id}", "Room 4", None):
        assert settings_worth_a_word(settings(place=place), env_file=none) == []
