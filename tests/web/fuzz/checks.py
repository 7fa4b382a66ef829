"""What is checked of every answer besides what schemathesis checks by itself.

And what makes every second request one that can succeed: no schema says what a time is.
"""

import schemathesis

_NOT_AS_DESCRIBED = {"not_valid", "bad_request"}

_SENSIBLE = {
    "start": "2026-11-12T10:00:00Z",
    "start_time": "10:00 AM",
    "end_time": "2:00 PM",
    "date": "2026-11-20",
    "from": "2026-11-10",
    "to": "2026-11-14",
    "time_zone": "Europe/Berlin",
    "email": None,
    "slack_user_id": None,
}
_NOT_NULL = {
    path: {"slack_user_id": None}
    for path in ("/api/appoint_coordinator/", "/api/dismiss_coordinator/")
}
_IDS = {"user", "candidate", "candidates", "interviewer", "interviewers", "id", "leaving", "coming"}


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """Put sense into half of what is as described; the other half stays as it was drawn."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for fields in (case.body, case.query):
        if isinstance(fields, dict) and len(str(fields)) % 2:
            sensible = _SENSIBLE.items() - _NOT_NULL.get(case.operation.path, {}).items()
            fields.update({name: value for name, value in sensible if name in fields})
            fields.update({name: _near(fields[name]) for name in fields if name in _IDS})


def _near(given):
    """An id of somebody whom the trial has registered, for one that was drawn from millions."""
    if isinstance(given, list):
        return list(dict.fromkeys(_near(each) for each in given))
    return 1 + int(given) % 8 if isinstance(given, int | float) and given > 1000 else given


@schemathesis.check
def what_is_described_is_understood(ctx, response, case):
    """A request as it is described is never refused for its form."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code < 400:
        return
    # The calls of an older system have no codes.
    assert response.json().get("code") not in _NOT_AS_DESCRIBED, response.text


@schemathesis.check
def a_refusal_is_a_problem(ctx, response, case):
    """Whatever is refused is refused in one form, with a sentence for people."""
    is_ours = case.operation.path.startswith("/api/")
    if is_ours and response.status_code >= 400 and case.method != "HEAD":
        told = response.json()
        assert response.headers["content-type"] == ["application/problem+json"]
        assert told["status"] == response.status_code
        assert told["detail"].strip()
        assert "Traceback" not in told["detail"]
