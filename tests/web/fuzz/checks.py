"""What is checked of every answer besides what schemathesis checks by itself."""

import schemathesis

_NOT_AS_DESCRIBED = {"not_valid", "bad_request"}


@schemathesis.check
def what_is_described_is_understood(ctx, response, case):
    """A request as it is described is never refused for its form."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code < 400:
        return
    assert response.json()["code"] not in _NOT_AS_DESCRIBED, response.text


@schemathesis.check
def a_refusal_is_a_problem(ctx, response, case):
    """Whatever is refused is refused in one form, with a sentence for people."""
    if response.status_code >= 400 and case.method != "HEAD":
        told = response.json()
        assert response.headers["content-type"] == ["application/problem+json"]
        assert told["status"] == response.status_code
        assert told["detail"].strip()
        assert "Traceback" not in told["detail"]
