"""The sandbox fails when it is told to, and its log says what was sent all the same."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, plain

from sandbox.events.faults import (
    RESET_AFTER,
    RESET_BEFORE,
    STATUS_500_AFTER,
    STATUS_500_BEFORE,
    Fault,
    Kind,
    Rule,
    error,
    late_history,
    rate_limit,
    slow,
    slow_to_start,
)
from sandbox.http.admin_client import PATH, AdminClient, NotObeyed
from sandbox.state.clock import ManualClock
from sandbox.testing.driver import Sandbox

POST = "chat.postMessage"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    clock = ManualClock(datetime(2026, 11, 9, 8, tzinfo=UTC))
    with Sandbox.running(manifest=MANIFEST, clock=clock) as slack:
        yield slack


@pytest.fixture(params=["in the process", "over HTTP"])
def control(slack: Sandbox, request: pytest.FixtureRequest) -> AdminClient:
    return slack.control if request.param == "in the process" else AdminClient.at(slack.url)


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def says(client: WebClient, slack: Sandbox) -> Callable[..., str]:
    """Post to somebody, Ines if nobody is named; gives `ok`, Slack's word, the status, `broken`."""

    def post(text: str, to: str = "Ines") -> str:
        metadata = {"event_type": "numbered", "event_payload": {"uid": f"uid {text}"}}
        try:
            client.chat_postMessage(channel=slack.person(to).id, text=text, metadata=metadata)
        except SlackApiError as refused:
            broken = refused.response.status_code == 500
            return "status" if broken else str(refused.response["error"])
        except OSError:
            return "broken"
        return "ok"

    return post


def read(client: WebClient, slack: Sandbox, **more: object) -> list[str]:
    """The texts in the app's talk with Ines, newest first."""
    channel = client.conversations_open(users=slack.person("Ines").id)["channel"]["id"]
    told = client.conversations_history(channel=channel, **more)  # type: ignore[arg-type]
    return [one["text"] for one in told["messages"]]


@pytest.mark.parametrize(
    ("fault", "answer", "arrived"),
    [
        (error("channel_not_found"), "channel_not_found", False),
        (rate_limit(7), "ratelimited", False),
        (STATUS_500_BEFORE, "status", False),
        (STATUS_500_AFTER, "status", True),
        (RESET_BEFORE, "broken", False),
        (RESET_AFTER, "broken", True),
        (slow(0.05), "ok", True),
        (slow_to_start(0.05), "ok", True),
        (late_history(60), "ok", True),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_a_call_meets_its_fault_and_the_log_says_whether_it_was_accepted(
    control: AdminClient,
    says: Callable[..., str],
    slack: Sandbox,
    fault: Fault,
    answer: str,
    arrived: bool,
) -> None:
    control.meets(POST, fault, times=1)

    answers = [says("one"), says("two")]

    log = control.log()
    assert answers == [answer, "ok"]
    assert slack.person("Ines").messages_from_app == (["one", "two"] if arrived else ["two"])
    assert [(one.text, one.faults) for one in log] == [
        *([("one", (fault.name,))] if arrived else []),
        ("two", ()),
    ]
    assert control.counts()[POST] == {"calls": 2, fault.name: 1}


def test_the_log_has_what_a_judge_needs(
    control: AdminClient, slack: Sandbox, client: WebClient
) -> None:
    ines = slack.person("Ines").id
    metadata = {"event_type": "reminder", "event_payload": {"uid": "a1"}}
    before = time.time()

    posted = client.chat_postMessage(channel=ines, text="hello", metadata=metadata)
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="changed")

    first, second = control.log()
    assert (first.n, first.method, first.channel, first.ts) == (
        1,
        POST,
        posted["channel"],
        posted["ts"],
    )
    assert (first.uid, first.metadata, first.text) == ("a1", metadata, "hello")
    assert before <= first.at <= second.at <= time.time()
    assert (second.n, second.method, second.uid) == (2, "chat.update", None)
    assert control.log(after=1) == [second]


def test_one_call_may_meet_several_faults_at_once(
    control: AdminClient, slack: Sandbox, client: WebClient, says: Callable[..., str]
) -> None:
    control.meets(POST, RESET_AFTER, late_history(20), times=1)

    answer = says("one")
    at_first = read(client, slack)
    slack.clock.forward(seconds=20)
    later = read(client, slack)

    assert (answer, at_first, later) == ("broken", [], ["one"])
    assert control.log()[0].faults == ("reset_after", "late_history")


def test_faults_of_one_method_come_one_after_the_other(
    control: AdminClient, says: Callable[..., str]
) -> None:
    control.meets(POST, error("user_not_found"), times=2)
    control.meets(POST, STATUS_500_BEFORE, times=1)

    answers = [says(str(number)) for number in range(4)]

    assert answers == ["user_not_found", "user_not_found", "status", "ok"]


def test_only_the_method_that_was_meant_goes_wrong_or_all_of_them(
    control: AdminClient, says: Callable[..., str], client: WebClient
) -> None:
    control.meets("chat.update", error("fatal_error"))
    one = [says("one"), client.auth_test()["ok"]]
    control.meets(None, error("fatal_error"))
    all_of_them = says("two")
    with pytest.raises(SlackApiError, match="fatal_error"):
        client.auth_test()
    control.clear()
    after = says("three")

    assert one == ["ok", True]
    assert (all_of_them, after) == ("fatal_error", "ok")


def test_one_conversation_may_be_the_only_one_in_trouble(
    control: AdminClient, slack: Sandbox, says: Callable[..., str]
) -> None:
    control.meets(POST, error("account_inactive"), channel=slack.person("Ines").id)

    answers = [says("one"), says("two", to="Ivo"), says("three")]

    assert answers == ["account_inactive", "ok", "account_inactive"]


def test_a_share_of_the_calls_is_the_same_share_in_every_run(
    says: Callable[..., str], control: AdminClient
) -> None:
    runs = []
    for seed in (1, 1, 2):
        control.clear()
        control.meets(POST, error("fatal_error"), share=0.3, seed=seed)
        runs.append([says(str(number)) for number in range(30)])

    assert runs[0] == runs[1] != runs[2]
    assert all(2 <= Counter(run)["fatal_error"] <= 18 for run in runs)


def test_shares_are_about_as_large_as_they_were_asked_for() -> None:
    rule = Rule(method=POST, faults=(STATUS_500_AFTER,), share=0.02, seed=7)

    struck = sum(rule.draws(POST, k) for k in range(1, 10_001))

    assert 150 <= struck <= 250


def test_two_faults_with_one_seed_do_not_strike_the_same_calls() -> None:
    rules = [
        Rule(method=POST, faults=(fault,), share=0.02, seed=7)
        for fault in (STATUS_500_AFTER, RESET_AFTER)
    ]

    both = sum(all(rule.draws(POST, k) for rule in rules) for k in range(1, 10_001))

    assert both <= 15


def test_a_revoked_token_is_good_again_when_it_is_restored(
    control: AdminClient, says: Callable[..., str], client: WebClient
) -> None:
    control.revoke_token()
    while_revoked = says("one")
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.users_list()
    control.restore_token()

    assert (while_revoked, says("two")) == ("token_revoked", "ok")


def test_what_slack_says_of_hashes_meets_only_calls_that_carry_one(
    control: AdminClient, slack: Sandbox, client: WebClient
) -> None:
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("Hours")}]}
    ines = slack.person("Ines").id
    control.meets("views.publish", error("hash_conflict"))

    first = client.views_publish(user_id=ines, view=home)["view"]

    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=ines, view=home, hash=first["hash"])


@pytest.mark.parametrize(
    "order",
    [
        {"do": "nothing of the kind"},
        {"do": "door", "door": "ajar"},
        {"do": "meet", "rule": {"faults": []}},
        {"do": "meet", "rule": {"faults": [{"kind": "error"}]}},
        {"do": "meet", "rule": {"faults": [{"kind": "rate_limit"}], "share": 2}},
        {"do": "meet", "rule": {"faults": [{"kind": "twice"}], "method": POST}},
        [],
    ],
)
def test_an_order_that_makes_no_sense_is_refused(slack: Sandbox, order: object) -> None:
    sent = Request(f"{slack.url}{PATH}", data=json.dumps(order).encode(), method="POST")

    with pytest.raises(HTTPError) as refused:
        urlopen(sent)

    with refused.value as answer:
        assert answer.code == 400
        assert json.load(answer)["error"]


def test_the_client_says_why_an_order_was_not_obeyed(slack: Sandbox) -> None:
    control = AdminClient.at(slack.url)

    with pytest.raises(NotObeyed, match="KeyError"):
        control.deliver_again("slash_commands")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.ERROR},
        {"kind": Kind.TWICE, "word": "fatal_error"},
        {"kind": Kind.RATE_LIMIT, "seconds": -1},
    ],
)
def test_a_fault_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"word|negative"):
        Fault(**wrong)  # type: ignore[arg-type]


# -- history ---------------------------------------------------------------------------------


def test_history_keeps_to_its_bounds_and_pages(
    slack: Sandbox, client: WebClient, says: Callable[..., str]
) -> None:
    for number in range(6):
        says(str(number))
        slack.clock.forward(seconds=1)
    stamps = [one.ts for one in slack.control.log()]

    between = read(client, slack, oldest=stamps[1], latest=stamps[4])
    inclusive = read(client, slack, oldest=stamps[1], latest=stamps[4], inclusive=True)
    last = read(client, slack, limit=2, latest=stamps[4])

    assert between == ["3", "2"]
    assert inclusive == ["4", "3", "2", "1"]
    assert last == ["3", "2"]


def test_ten_thousand_messages_are_as_quick_to_look_into_as_ten(
    slack: Sandbox, client: WebClient
) -> None:
    space, ines = slack.workspace, slack.person("Ines").id
    channel = space.app_im(ines).id
    for number in range(10_000):
        space.post(channel=channel, user=space.app.bot_user_id, text=str(number))
    looked: list[float] = []

    messages = space.messages.up_to(channel, float("inf"))
    for _ in range(5):
        started = time.process_time()
        newest = read(client, slack, limit=2)
        looked.append(time.process_time() - started)

    assert newest == ["9999", "9998"]
    assert next(messages).text == "9999"
    assert min(looked) < 0.1
