"""Sealing what calendars are read with anew, once there is a newer key."""

from typing import Protocol

from scheduling.model.calendars import SealedGrant
from scheduling.store import Store
from scheduling.store.availability import calendar_accounts, calendar_grants

_AT_ONCE = 500


class Sealing(Protocol):
    """Knows the keys; nobody here can read what they open."""

    def resealed(self, calendar_id: int, account: bytes) -> bytes | None:
        """Return it sealed with the newest key; None where it is already, or can't be opened."""
        ...

    def resealed_grant(self, grant: SealedGrant) -> bytes | None:
        """Return the same of what somebody has allowed, while no calendar is read by it."""
        ...


def reseal_grants(store: Store, sealing: Sealing) -> None:
    """Seal what people have allowed with the newest key, where it needs an older one."""
    with store.reading() as session:
        grants = calendar_grants.everything(session)
    anew = [(each, sealing.resealed_grant(each)) for each in grants]
    if any(sealed is not None for _, sealed in anew):
        with store.writing() as session:
            for grant, sealed in anew:
                if sealed is not None:
                    calendar_grants.replace_account(
                        session, grant.id, before=grant.account, after=sealed
                    )


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
