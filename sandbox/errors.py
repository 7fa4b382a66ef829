"""How things are refused: to the app in Slack's codes, to a person in a sentence."""

from sandbox.json_values import Json


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
    more: Json = {"response_metadata": {"messages": problems}}
    if code == "invalid_blocks":
        more["errors"] = [one.removeprefix("[ERROR] ") for one in problems]
    return SlackError(code, **more)
