"""What people see when something is in the way."""

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import section

TOO_LATE = "That took too long, and Slack would not let me open the form. Please try again."


def broken(reference: str) -> str:
    """Return the apology for a fault of ours, with the reference in our log."""
    return (
        "Sorry, something broke on our side. If you were changing something, please look whether "
        f"it was saved before you try again. If it stays, name the reference `{reference}` to "
        "whoever runs this bot."
    )


def scope_missing(scope: str) -> str:
    """Say which scope is missing, and how somebody can give it."""
    return (
        f"I was installed without the scope `{scope}`, so Slack does not let me do that. An admin "
        f"of this workspace can give it: at https://api.slack.com/apps, under OAuth & "
        f"Permissions, add `{scope}` to the Bot Token Scopes, and reinstall the app."
    )


def trouble_view(sentence: str) -> View:
    """Return a small modal with one sentence."""
    return View(type="modal", title="That did not work", close="Close", blocks=[section(sentence)])


def done_view(*, title: str, sentence: str) -> View:
    """Return a small modal that says what was done."""
    return View(type="modal", title=title, close="Close", blocks=[section(sentence)])


def saved_late_view() -> View:
    """Return what follows the waiting view when there is nothing else to show."""
    return done_view(title="Done", sentence="That is saved. Close this to see how things stand.")


def waiting_view() -> View:
    """Return the modal that is shown while an answer takes long."""
    text = "One moment, I am still working on it…"
    return View(type="modal", title="One moment", close="Close", blocks=[section(text)])
