"""People fill in modals, and a Bolt app opens, pushes, updates and reads them."""

import json
import urllib.request
from datetime import date, time

import pytest
from slack_sdk.errors import SlackApiError
from toy_app import MANIFEST, button, field, modal, plain, running, section

from sandbox.testing.driver import Sandbox

DAYS = [{"text": plain(day), "value": day.lower()} for day in ("Mon", "Tue", "Wed", "Thu")]
FORM = modal(
    "Hours",
    section("When are you free?"),
    field("Name", {"type": "plain_text_input"}, optional=True),
    field("Date", {"type": "datepicker"}),
    field("From", {"type": "timepicker", "initial_time": "08:00"}),
    field("Days", {"type": "checkboxes", "options": DAYS}, optional=True),
    field("Who", {"type": "multi_users_select"}, optional=True),
)


def opens(view, heard=None, answer=None):
    """Make listeners that open a view on /toy, keep the submission and answer it."""

    def listeners(app):
        @app.command("/toy")
        async def toy(ack, body, client):
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.view("toy")
        async def toy_submitted(ack, body):
            if heard is not None:
                heard.append(body)
            await ack(**(answer or {}))

    return listeners


def test_a_submission_holds_every_input_the_untouched_ones_too():
    heard = []

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, heard)):
        ines, ivo = slack.person("Ines"), slack.person("Ivo")
        ines.types("/toy")
        ines.fills({"Date": date(2026, 11, 10), "Days": ["Tue", "Thu"], "Who": ["Ivo", "Ines"]})
        ines.submits()
        ines.sees_no_modal()

    assert heard[0]["view"]["state"]["values"] == {
        "name": {"value": {"type": "plain_text_input", "value": None}},
        "date": {"value": {"type": "datepicker", "selected_date": "2026-11-10"}},
        "from": {"value": {"type": "timepicker", "selected_time": "08:00"}},
        "days": {"value": {"type": "checkboxes", "selected_options": [DAYS[1], DAYS[3]]}},
        "who": {"value": {"type": "multi_users_select", "selected_users": [ivo.id, ines.id]}},
    }


def test_a_required_field_left_empty_is_refused_before_the_app_is_asked():
    heard = []

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, heard)):
        ines = slack.person("Ines")
        ines.types("/toy")
        assert ines.modal.title == "Hours"
        ines.submits()

        assert ines.modal.errors == {"Date": "Please complete this required field."}
    assert heard == []


def test_errors_from_the_app_stand_at_their_fields():
    answer = {"response_action": "errors", "errors": {"date": "That day is over."}}

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, answer=answer)):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Date": "2020-01-01", "From": time(9)})
        ines.submits()

        assert ines.modal.errors == {"Date": "That day is over."}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "That day is over."}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "dance"},
    ],
)
def test_an_answer_that_slack_would_not_take_leaves_the_modal_open(answer):
    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, answer=answer)):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Date": "2026-11-10"})
        ines.submits()

        ines.sees_toast("We had some trouble connecting. Try again?")
        assert ines.modal.title == "Hours"


def test_a_submission_may_be_answered_with_another_view_in_its_place():
    answer = {"response_action": "update", "view": modal("Done", section("Thank you"))}

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, answer=answer)):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Date": "2026-11-10"})
        ines.submits()

        assert (ines.modal.title, ines.modal.text) == ("Done", "Thank you")


def test_a_submission_may_push_a_view_that_closes_to_the_one_below():
    answer = {"response_action": "push", "view": modal("More", section("And this?"))}

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, opens(FORM, answer=answer)):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Date": "2026-11-10"})
        ines.submits()
        ines.sees_in_modal("And this?")
        ines.closes()

        assert ines.modal.title == "Hours"


def test_a_submission_may_clear_the_whole_stack():
    def listeners(app):
        opens(modal("One", button("Deeper", action_id="push")))(app)

        @app.action("push")
        async def push(ack, body, client):
            await ack()
            await client.views_push(
                trigger_id=body["trigger_id"],
                view=modal("Two", section("Two"), callback_id="two_toy"),
            )

        @app.view("two_toy")
        async def two(ack):
            await ack(response_action="clear")

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.presses("Deeper")
        ines.sees_in_modal("Two")
        ines.submits()

        ines.sees_no_modal()


def test_three_modals_is_as_deep_as_it_goes():
    errors = []

    def listeners(app):
        opens(modal("1", button("Deeper", action_id="push")))(app)

        @app.action("push")
        async def push(ack, body, client):
            await ack()
            title = str(int(body["view"]["title"]["text"]) + 1)
            view = modal(title, button("Deeper", action_id="push"))
            try:
                await client.views_push(trigger_id=body["trigger_id"], view=view)
            except SlackApiError as refused:
                errors.append(refused.response["error"])

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        for title in "123":
            ines.sees_in_modal(title)
            ines.presses("Deeper")
        slack.waits_until(lambda: errors)

        assert ines.modal.title == "3"
    assert errors == ["push_limit_reached"]


def test_an_update_keeps_what_was_put_in_unless_the_block_is_another():
    def listeners(app):
        name = field("Name", {"type": "plain_text_input", "initial_value": "nobody"})
        opens(modal("Name", name, button("Again", action_id="again")))(app)

        @app.action("again")
        async def again(ack, body, client):
            await ack()
            other = name | {"block_id": "other", "label": plain("Other")}
            view = modal("Names", name, other)
            await client.views_update(view_id=body["view"]["id"], view=view)

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Name": "Ada"})
        ines.presses("Again")
        values = ines.sees_in_modal("Names").state

    assert values["name"]["value"]["value"] == "Ada"
    assert values["other"]["value"]["value"] == "nobody"


def test_a_press_in_a_modal_tells_what_stands_in_its_fields():
    heard = []

    def listeners(app):
        blocks = [field("Name", {"type": "plain_text_input"}), button("Check", action_id="check")]
        opens(modal("Name", *blocks))(app)

        @app.action("check")
        async def check(ack, body):
            heard.append(body)
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        ines.fills({"Name": "Ada"})
        ines.presses("Check")

    assert heard[0]["view"]["state"]["values"]["name"]["value"]["value"] == "Ada"
    assert heard[0]["container"] == {"type": "view", "view_id": heard[0]["view"]["id"]}


def test_a_field_that_dispatches_tells_the_app_as_soon_as_it_is_filled():
    heard = []

    def listeners(app):
        day = field("Date", {"type": "datepicker"}, dispatch_action=True)
        opens(modal("Day", day))(app)

        @app.action("value")
        async def chosen(ack, action):
            heard.append(action["selected_date"])
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.person("Ines").fills({"Date": "2026-11-10"})

    assert heard == ["2026-11-10"]


def test_options_of_an_external_select_come_from_the_app():
    heard, asked = [], []

    def listeners(app):
        opens(modal("Whom?", field("Candidate", {"type": "external_select"})), heard)(app)

        @app.options("value")
        async def offer(ack, payload):
            asked.append(payload["value"])
            names = [one for one in ("Carl Chen", "Cleo Cruz") if payload["value"] in one]
            await ack(options=[{"text": plain(one), "value": one[:4]} for one in names])

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        assert ines.modal.labels == ["Candidate"]
        assert ines.options_for("Candidate", "C") == ["Carl Chen", "Cleo Cruz"]
        ines.fills({"Candidate": "Carl"})
        ines.submits()
        ines.sees_no_modal()

    chosen = heard[0]["view"]["state"]["values"]["candidate"]["value"]["selected_option"]
    assert chosen == {"text": plain("Carl Chen"), "value": "Carl"}
    assert asked == ["C", "Carl"]


def test_closing_is_told_only_when_the_view_asks_for_it():
    heard = []

    def listeners(app):
        opens(modal("Told", section("Told"), notify_on_close=True))(app)

        @app.view_closed("toy")
        async def closed(ack, body):
            heard.append(body["is_cleared"])
            await ack()

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        slack.person("Ines").types("/toy")
        slack.person("Ines").closes()

        assert not slack.person("Ines").has_modal
    assert heard == [False]


def test_a_submission_without_an_ack_is_trouble_and_the_modal_stays():
    def listeners(app):
        opens(modal("Slow", section("Slow"), callback_id="slow"))(app)

        @app.view("slow")
        async def slow():
            return None

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        assert ines.modal.title == "Slow"
        slack.control.ack_within(0.2)
        ines.submits()

        ines.sees_toast("We had some trouble connecting. Try again?")
        assert ines.has_modal


def test_options_that_slack_would_not_show_are_not_offered():
    def listeners(app):
        opens(modal("Whom?", field("Candidate", {"type": "external_select"})))(app)

        @app.options("value")
        async def offer(ack):
            await ack(options=[{"text": plain(f"{n}"), "value": f"{n}"} for n in range(101)])

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")

        assert ines.options_for("Candidate", "") == []
        refused = [one for one in slack.traffic if one["kind"] == "ack" and not one["ok"]]
        assert "101" in str(refused[0]["response"]) or "100" in str(refused[0]["response"])


def test_a_modal_that_is_closed_twice_is_closed_once_and_nobody_is_refused():
    told = []

    def listeners(app):
        opens(modal("Once", section("Once"), callback_id="once", notify_on_close=True))(app)

        @app.view_closed("once")
        async def closed(ack, body):
            await ack()
            told.append(body["view"]["id"])

    with Sandbox.running(manifest=MANIFEST) as slack, running(slack, listeners):
        ines = slack.person("Ines")
        ines.types("/toy")
        view = ines.modal.id
        posted = [post(slack, "close", {"as": ines.id, "view_id": view}) for _ in range(2)]
        slack.waits_until(lambda: told)

    assert posted == [200, 200]
    assert told == [view]


def post(slack, what, told):
    asked = urllib.request.Request(
        f"{slack.url}/sandbox/{what}",
        data=json.dumps(told).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.status
