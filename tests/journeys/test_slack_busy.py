"""While Slack looks nobody up, we answer those whom we know, and tell others why not."""

from pathlib import Path

from journeys.office import MONDAY, Office, bot_in, workspace_of
from sandbox.events.faults import rate_limit


def asked_first(office: Office) -> None:
    """Ines has given hours while all was well."""
    with bot_in(office):
        office.ines.asks("/availability Tue 10:00-13:00", sees="Saved (")


def test_who_is_registered_is_answered_at_once_while_slack_is_busy(tmp_path: Path) -> None:
    with workspace_of(tmp_path, now=MONDAY) as office:
        asked_first(office)
        with bot_in(office):
            office.slack.control.meets("users.info", rate_limit(600))

            listed = office.ines.asks("/availability list")
            office.ivo.types("/availability Tue 10:00-13:00")

            assert "Tue 10 Nov 2026, 10:00 AM – 1:00 PM" in listed.text
            office.ivo.sees("Slack lets me look nobody up just now, so nothing was changed.")
