"""The Web API answers an app as Slack does, refusals included."""

import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, button, modal, plain, section

from sandbox.state.clock import ManualClock
from sandbox.state.people import person
from sandbox.testing.driver import Sandbox


@pytest.fixture
def slack():
    with Sandbox.running(manifest=MANIFEST) as running:
        yield running


@pytest.fixture
def client(slack):
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def refusal(call, **arguments):
    """Make a call that must be refused and give Slack's whole answer."""
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response.data


def raw(slack, method, *, body=b"", content_type=None, token=None, query=""):
    """Call a method without any SDK."""
    headers = {"Content-Type": content_type} if content_type else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = Request(f"{slack.api_url}{method}?{query}", data=body, headers=headers)
    with urlopen(request) as answer:
        return json.load(answer)


def test_a_token_says_who_it_stands_for(slack, client):
    told = client.auth_test()

    assert (told["team"], told["user"], told["url"]) == ("Test", "toy", f"{slack.url}/")
    assert told.headers["x-oauth-scopes"].startswith("app_mentions:read,channels:history,")


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-wrong", "invalid_auth")],
)
def test_a_call_without_a_good_token_is_refused(slack, token, error):
    assert raw(slack, "auth.test", token=token) == {"ok": False, "error": error}


def test_each_kind_of_token_is_good_for_its_own_methods(slack, client):
    with_app_token = WebClient(token=slack.app_token, base_url=slack.api_url)

    assert refusal(with_app_token.team_info)["error"] == "not_allowed_token_type"
    refused = refusal(client.apps_connections_open, app_token=slack.bot_token)
    assert refused["error"] == "not_allowed_token_type"


def test_a_revoked_token_is_good_for_nothing(slack, client):
    slack.control.revoke_token()

    assert refusal(client.auth_test)["error"] == "token_revoked"


def test_a_method_that_is_not_built_is_unknown(client):
    assert refusal(client.api_call, api_method="reactions.add")["error"] == "unknown_method"


def test_a_scope_that_the_manifest_lacks_is_named():
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}}}

    with Sandbox.running(manifest=manifest) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        refused = refusal(client.users_list)

    assert refused == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


def test_arguments_come_as_json_form_or_query(slack):
    ines = slack.person("Ines")
    form = "application/x-www-form-urlencoded"
    blocks = [section("in blocks")]
    for way, told in (
        ("json", {"body": json.dumps({"channel": ines.id, "text": "json", "blocks": blocks})}),
        ("form", {"body": urlencode({"channel": ines.id, "blocks": json.dumps(blocks)})}),
        ("query", {"body": "", "query": urlencode({"channel": ines.id, "text": "query"})}),
    ):
        kind = "application/json; charset=utf-8" if way == "json" else form
        body = told["body"].encode()
        query = told.get("query", "")
        answer = raw(
            slack, "chat.postMessage", body=body, content_type=kind, query=query,
            token=slack.bot_token,
        )  # fmt: skip
        assert answer["ok"], answer

    assert ines.messages_from_app == ["json\nin blocks", "in blocks", "query"]


def test_a_person_is_told_with_zone_roles_and_address(client, slack):
    told = client.users_info(user=slack.person("Carla").id)["user"]

    assert (told["tz"], told["tz_offset"] % 1800) == ("Europe/Lisbon", 0)
    assert (told["is_admin"], told["is_owner"], told["is_bot"]) == (True, True, False)
    assert told["profile"]["email"] == "carla@practice.example"


def test_the_locale_is_told_to_those_who_ask_for_it(client, slack):
    ines = slack.person("Ines").id

    asked = client.users_info(user=ines, include_locale=True)["user"]
    not_asked = client.users_info(user=ines)["user"]

    assert asked["locale"] == "en-AU"
    assert "locale" not in not_asked


def test_the_offset_of_a_zone_changes_with_the_clock(utc):
    clock = ManualClock(utc(2026, 3, 28))
    with Sandbox.running(manifest=MANIFEST, clock=clock) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        before = client.users_info(user=slack.person("Ines").id)["user"]
        clock.forward(days=2)
        after = client.users_info(user=slack.person("Ines").id)["user"]

    assert (before["tz_offset"], after["tz_offset"]) == (3600, 7200)
    assert after["tz_label"] == "Central European Summer Time"


def test_where_slack_knows_no_zone_it_tells_none(client, slack):
    slack.person("Ines").moves_to(None)

    assert "tz" not in client.users_info(user=slack.person("Ines").id)["user"]


def test_everyone_is_listed_page_by_page():
    people = [person(f"Person{number} Xu") for number in range(7)]
    with Sandbox.running(manifest=MANIFEST, people=people) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        pages = [[one["name"] for one in page["members"]] for page in client.users_list(limit=4)]
        refused = refusal(client.users_list, cursor="nonsense")

    assert [len(page) for page in pages] == [4, 4, 1]
    assert pages[0][:2] == ["slackbot", "toy"]
    assert refused["error"] == "invalid_cursor"


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": "U0NOBODY"}, "channel_not_found"),
        ({"text": "", "attachments": [{"fallback": "x"}] * 101}, "too_many_attachments"),
        ({"blocks": "nonsense"}, "invalid_blocks_format"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ],
)
def test_a_message_that_cannot_be_posted_is_refused(client, slack, told, error):
    usual = {"channel": slack.person("Ines").id, "text": "hello"}

    assert refusal(client.chat_postMessage, **usual | told)["error"] == error
    assert slack.person("Ines").messages == []


def test_a_message_without_anything_in_it_is_refused(slack):
    told = {"channel": slack.person("Ines").id, "text": " ", "blocks": []}
    body = json.dumps(told).encode()
    answer = raw(
        slack, "chat.postMessage", body=body, content_type="application/json",
        token=slack.bot_token,
    )  # fmt: skip

    assert answer == {"ok": False, "error": "no_text"}


def test_blocks_that_slack_would_refuse_are_refused_with_the_place(client, slack):
    blocks = [button("x" * 76, action_id="go")]
    answer = refusal(
        client.chat_postMessage, channel=slack.person("Ines").id, text="x", blocks=blocks
    )

    place = "[json-pointer:/blocks/0/elements/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [f"must be less than 76 characters {place}"]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {answer['errors'][0]}"]


def test_a_long_text_is_cut_when_posted_and_refused_when_updated(client, slack):
    posted = client.chat_postMessage(channel=slack.person("Ines").id, text="x" * 50_000)
    answer = refusal(
        client.chat_update, channel=posted["channel"], ts=posted["ts"], text="y" * 4001
    )

    assert len(posted["message"]["text"]) == 40_000
    assert answer["error"] == "msg_too_long"


def test_only_the_apps_own_messages_can_be_changed_or_deleted(client, slack):
    slack.person("Ines").types("mine")
    seen = slack.person("Ines").sees("mine")
    where = {"channel": seen.channel, "ts": seen.ts}

    assert refusal(client.chat_update, **where, text="yours")["error"] == "cant_update_message"
    assert refusal(client.chat_delete, **where)["error"] == "cant_delete_message"
    gone = where | {"ts": "1.000000"}
    assert refusal(client.chat_delete, **gone)["error"] == "message_not_found"


def test_a_talk_is_opened_with_a_live_person_only():
    people = [
        person("Ines Iversen"),
        person("Dora Dahl", deleted=True),
        person("Deploybot", is_bot=True),
    ]
    with Sandbox.running(manifest=MANIFEST, people=people) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        opened = client.conversations_open(users=[slack.person("Ines").id])
        errors = [
            refusal(client.conversations_open, users=who)["error"]
            for who in (slack.person("Dora").id, slack.person("Deploybot").id, "U0NOBODY", "")
        ]
        # Slack says ok to this one, though nobody will ever read it.
        into_the_void = client.chat_postMessage(channel=slack.person("Dora").id, text="hello")

    assert opened["channel"]["id"].startswith("D")
    assert errors == ["user_disabled", "cannot_dm_bot", "user_not_found", "users_list_not_supplied"]
    assert into_the_void["ok"]


def test_without_a_messages_tab_nobody_can_be_written_to():
    features = MANIFEST["features"] | {"app_home": {"messages_tab_enabled": False}}
    with Sandbox.running(manifest=MANIFEST | {"features": features}) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        ines = slack.person("Ines").id

        told = refusal(client.chat_postMessage, channel=ines, text="hello")
        assert told["error"] == "messages_tab_disabled"
        view = {"type": "home", "blocks": [section("Home")]}
        published = refusal(client.views_publish, user_id=ines, view=view)
        assert published["error"] == "not_enabled"


def test_history_goes_backwards_page_by_page_and_has_metadata_when_asked(client, slack):
    ines = slack.person("Ines").id
    for number in range(5):
        metadata = {"event_type": "numbered", "event_payload": {"number": number}}
        posted = client.chat_postMessage(channel=ines, text=f"{number}", metadata=metadata)
    channel = posted["channel"]

    first = client.conversations_history(channel=channel, limit=3, include_all_metadata=True)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=channel, limit=3, cursor=cursor)
    since = client.conversations_history(
        channel=channel, oldest=first["messages"][2]["ts"], inclusive=True
    )

    assert [one["text"] for one in first["messages"]] == ["4", "3", "2"]
    assert first["messages"][0]["metadata"]["event_payload"] == {"number": 4}
    assert [one["text"] for one in second["messages"]] == ["1", "0"]
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert "metadata" not in second["messages"][0]
    assert [one["text"] for one in since["messages"]] == ["4", "3", "2"]


def test_other_peoples_talk_is_none_of_the_apps_business(client, slack):
    slack.person("Ines").types("psst", to="Ivo")
    private = slack.person("Ines").sees("psst").channel

    told = refusal(client.conversations_history, channel=private)
    assert told["error"] == "channel_not_found"


def test_a_home_tab_is_published_and_guarded_by_its_hash(client, slack):
    ines, told = slack.person("Ines"), {"type": "home", "blocks": [section("One")]}
    first = client.views_publish(user_id=ines.id, view=told)["view"]
    newer = told | {"blocks": [section("Two")]}
    client.views_publish(user_id=ines.id, view=newer, hash=first["hash"])

    late = refusal(client.views_publish, user_id=ines.id, view=told, hash=first["hash"])
    assert late["error"] == "hash_conflict"
    assert ines.home.text == "Two"


def test_a_view_that_slack_would_refuse_is_refused_with_the_place(client, slack):
    view = {"type": "home", "blocks": [section("x" * 3001)]}
    told = refusal(client.views_publish, user_id=slack.person("Ines").id, view=view)
    large = [section("x" * 2900) for _ in range(90)]
    too_large = refusal(
        client.views_publish,
        user_id=slack.person("Ines").id,
        view={"type": "home", "blocks": large},
    )

    assert told["error"] == "invalid_arguments"
    place = "[json-pointer:/view/blocks/0/text/text]"
    assert told["response_metadata"]["messages"] == [
        f"[ERROR] must be less than 3001 characters {place}"
    ]
    assert too_large["error"] == "view_too_large"


def test_an_external_id_belongs_to_one_view(client, slack):
    view = {"type": "home", "blocks": [section("x")], "external_id": "only-one"}
    client.views_publish(user_id=slack.person("Ines").id, view=view)

    told = refusal(client.views_publish, user_id=slack.person("Ivo").id, view=view)
    assert told["error"] == "duplicate_external_id"
    client.views_update(external_id="only-one", view=view | {"blocks": [section("y")]})
    assert slack.person("Ines").home.text == "y"


def test_a_view_that_is_not_open_cannot_be_updated(client):
    view = modal("x", section("x"), submit=plain("Send"))

    assert refusal(client.views_update, view_id="V0NOWHERE", view=view)["error"] == "not_found"
    without_id = refusal(client.api_call, api_method="views.update", json={"view": view})
    assert without_id["error"] == "invalid_arguments"
    told = refusal(client.views_open, trigger_id="made.up", view=view)
    assert told["error"] == "invalid_trigger_id"


def test_trouble_can_be_had_on_demand(client, slack):
    ines = slack.person("Ines")
    slack.refuses("chat.postMessage", "account_inactive")
    slack.limits("chat.postMessage", retry_after=7)
    slack.loses_reply_to("auth.test")

    assert refusal(client.chat_postMessage, channel=ines.id, text="1")["error"] == (
        "account_inactive"
    )
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel=ines.id, text="2")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (
        429,
        "7",
    )
    with pytest.raises(OSError, match=r"closed|reset|aborted"):
        raw(slack, "auth.test", token=slack.bot_token)
    client.chat_postMessage(channel=ines.id, text="3")
    assert ines.messages_from_app == ["3"]
    assert [one["ok"] for one in slack.calls("chat.postMessage")] == [False, False, True]
    assert slack.bot_token not in json.dumps(slack.traffic)


def test_user_groups_are_told_with_those_of_their_people_who_have_not_left(tmp_path):
    (tmp_path / "people.toml").write_text(
        '[[people]]\nreal_name = "Ines Iversen"\n'
        '[[people]]\nreal_name = "Dora Dahl"\ndeleted = true\n'
        '[[groups]]\nhandle = "backend"\nname = "Backend"\npeople = ["ines", "dora"]\n'
    )
    with Sandbox.running(manifest=MANIFEST, people=tmp_path / "people.toml") as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)

        (group,) = client.usergroups_list()["usergroups"]
        told = client.usergroups_users_list(usergroup=group["id"])
        unknown = refusal(client.usergroups_users_list, usergroup="S1")

    assert (group["handle"], group["user_count"]) == ("backend", 1)
    assert told["users"] == [person("Ines Iversen").id]
    assert unknown["error"] == "no_such_subteam"
