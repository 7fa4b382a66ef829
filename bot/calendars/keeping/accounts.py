"""What calendars are read with, sealed for the rows in which it rests."""

import json
from dataclasses import asdict, dataclass, field

from bot.calendars.fetching.addresses import one_and_the_same
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.at_rest import NotOpened, Place, Vault
from bot.process.signing.secret_keys import SecretKeys
from scheduling.errors import CalendarKeyLost
from scheduling.model.calendars import SealedGrant

_PURPOSE = "calendars"
_TABLE, _GRANT, _ACCOUNT, _REMEMBERED = "calendar", "calendar_grant", "account", "remembered"


@dataclass(frozen=True, slots=True)
class SealedAccounts:
    """Seals and opens what the calendars of one database are read with."""

    vault: Vault

    @classmethod
    def with_keys(cls, keys: SecretKeys) -> "SealedAccounts":
        """Return those that are sealed with the first of some keys."""
        return cls(Vault(keys, purpose=_PURPOSE))

    def opened(self, calendar_id: int, sealed: bytes) -> CalendarAccount:
        """Return what a calendar is read with. Raises CalendarKeyLost."""
        return self._opened(sealed, Place(_TABLE, _ACCOUNT, calendar_id))

    def sealed(self, calendar_id: int, account: CalendarAccount) -> bytes:
        """Return what a calendar is read with as it is kept with it."""
        return self.vault.sealed(json.dumps(asdict(account)), Place(_TABLE, _ACCOUNT, calendar_id))

    def opened_grant(self, grant: SealedGrant) -> CalendarAccount:
        """Return what is kept while no calendar is read by it. Raises CalendarKeyLost."""
        return self._opened(grant.account, _place_of(grant))

    def sealed_grant(self, grant_id: int, account: CalendarAccount) -> bytes:
        """Return the same as it is kept in its own row."""
        return self.vault.sealed(json.dumps(asdict(account)), Place(_GRANT, _ACCOUNT, grant_id))

    def resealed(self, calendar_id: int, account: bytes) -> bytes | None:
        """Return an account sealed with the newest key; None where it is, or can't be opened."""
        return self._resealed(account, Place(_TABLE, _ACCOUNT, calendar_id))

    def resealed_grant(self, grant: SealedGrant) -> bytes | None:
        """Return the same of what is kept while no calendar is read by it."""
        return self._resealed(grant.account, _place_of(grant))

    def _resealed(self, sealed: bytes, place: Place) -> bytes | None:
        if self.vault.is_newest(sealed):
            return None
        try:
            return self.vault.sealed(self.vault.opened(sealed, place), place)
        except NotOpened:
            return None

    def opened_mark(self, calendar_id: int, sealed: bytes | None) -> str | None:
        """Return the mark of the last reading; None where there is none that opens."""
        if sealed is None:
            return None
        try:
            return self.vault.opened(sealed, Place(_TABLE, _REMEMBERED, calendar_id))
        except NotOpened:
            return None

    def mark(self, calendar_id: int, mark: str) -> bytes:
        """Return a mark as it is kept with a calendar."""
        return self.vault.sealed(mark, Place(_TABLE, _REMEMBERED, calendar_id))

    def _opened(self, sealed: bytes, place: Place) -> CalendarAccount:
        try:
            kept = self.vault.opened(sealed, place)
        except NotOpened:
            raise CalendarKeyLost from None
        return CalendarAccount(**json.loads(kept))

    def new(self, account: CalendarAccount, *, mark: str) -> "SealedAccount":
        """Return what a calendar is read with that has no id yet."""
        return SealedAccount(accounts=self, _account=account, _mark=mark)


def _place_of(grant: SealedGrant) -> Place:
    """For which it is sealed: the calendar that was read by it, or its own row."""
    if grant.calendar_id is not None:
        return Place(_TABLE, _ACCOUNT, grant.calendar_id)
    return Place(_GRANT, _ACCOUNT, grant.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedAccount:
    """What one new calendar is read with, to be sealed once it has an id."""

    accounts: SealedAccounts
    _account: CalendarAccount = field(repr=False)
    _mark: str = field(repr=False)

    def account(self, calendar_id: int) -> bytes:
        """Return it as it is kept with the calendar of that id."""
        return self.accounts.sealed(calendar_id, self._account)

    def remembered(self, calendar_id: int) -> bytes:
        """Return what the first reading has left for the next, in the same way."""
        return self.accounts.mark(calendar_id, self._mark)

    def is_lost(self, calendar_id: int, account: bytes) -> bool:
        """Tell whether no key of ours opens what a calendar is read with."""
        try:
            self.accounts.opened(calendar_id, account)
        except CalendarKeyLost:
            return True
        return False

    def is_same(self, calendar_id: int, account: bytes) -> bool:
        """Tell whether a calendar has the same address and user: the password may be another."""
        try:
            stands = self.accounts.opened(calendar_id, account)
        except CalendarKeyLost:
            return False
        return are_of_one_calendar(stands, self._account)


def are_of_one_calendar(one: CalendarAccount, other: CalendarAccount) -> bool:
    """Tell whether two have the same address and user: the password may be another."""
    return one_and_the_same(one.address, other.address) and one.username == other.username
