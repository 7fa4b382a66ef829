"""Sealing what calendars are read with anew, once there is a newer key."""

from typing import Protocol

from scheduling.store import Store
from scheduling.store.availability import calendar_accounts

_AT_ONCE = 500


class Sealing(Protocol):
    """Knows the keys; nobody here can read what they open."""

    def resealed(self, calendar_id: int, account: bytes) -> bytes | None:
        """Return it sealed with the newest key; None where it is already, or can't be opened."""
        ...


def reseal_accounts(store: Store, sealing: Sealing) -> int:
    """Seal all that needs an older key with the newest, and return how many that were.

    Some at a time; what is replaced meanwhile stays as it was replaced.
    """
    count, after = 0, 0
    while True:
        with store.reading() as session:
            accounts = calendar_accounts.accounts_after(session, after, limit=_AT_ONCE)
        if not accounts:
            return count
        after = max(accounts)
        anew = {
            id: sealed
            for id, account in accounts.items()
            if (sealed := sealing.resealed(id, account)) is not None
        }
        if anew:
            with store.writing() as session:
                for id, sealed in anew.items():
                    count += calendar_accounts.replace_account(
                        session, id, before=accounts[id], after=sealed
                    )
