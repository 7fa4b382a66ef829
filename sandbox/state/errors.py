"""How things are refused: to the app in Slack's codes, to a person in a sentence."""

from sandbox.state.types import Json

PREFIX = "[ERROR] "


class SlackError(Exception):
    """Slack's answer to the app is `ok: false` with this code; `more` goes beside it."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.code, self.more = code, more

    def answer(self) -> Json:
        """Make the body of the answer."""
        return {"ok": False, "error": self.code, **self.more}


class NotPossible(Exception):
    """What a person wanted cannot be done; the text is the sentence that they read."""


def invalid(code: str, problems: list[str]) -> SlackError:
    """Make the refusal of a payload, with one sentence for each thing that is wrong in it."""
    told = [one.removeprefix(PREFIX) for one in problems]
    more: Json = {"response_metadata": {"messages": [PREFIX + one for one in told]}}
    if code == "invalid_blocks":
        more["errors"] = told
    return SlackError(code, **more)
