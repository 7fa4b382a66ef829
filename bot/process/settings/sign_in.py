"""The settings by which people sign in with Google or Microsoft, for calendars of their own."""

from dataclasses import dataclass, field

from pydantic import SecretStr, model_validator

from bot.process.settings.checks import ApiAddress
from bot.process.settings.mail import MailSettings

_PAIRS = (
    ("google_sign_in_client_id", "google_sign_in_client_secret"),
    ("microsoft_sign_in_client_id", "microsoft_sign_in_client_secret"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInClient:
    """As which client of theirs people sign in with somebody."""

    client_id: str
    secret: SecretStr = field(repr=False)


class SignInSettings(MailSettings):
    """As which client people sign in, and where; see docs/calendars.md."""

    google_sign_in_client_id: str | None = None
    google_sign_in_client_secret: SecretStr | None = None
    google_accounts_url: ApiAddress = "https://accounts.google.com/"
    google_tokens_url: ApiAddress = "https://oauth2.googleapis.com/"
    microsoft_sign_in_client_id: str | None = None
    microsoft_sign_in_client_secret: SecretStr | None = None
    # Whose accounts may sign in: a tenant, or all that are of work or school.
    microsoft_sign_in_tenant: str = "organizations"

    @property
    def google_sign_in(self) -> SignInClient | None:
        """As which client people sign in with Google; None where that is not set up."""
        return _client(self.google_sign_in_client_id, self.google_sign_in_client_secret)

    @property
    def microsoft_sign_in(self) -> SignInClient | None:
        """As which client people sign in with Microsoft; None where that is not set up."""
        return _client(self.microsoft_sign_in_client_id, self.microsoft_sign_in_client_secret)

    @model_validator(mode="after")
    def _has_both_of_a_client(self) -> "SignInSettings":
        for pair in _PAIRS:
            missing = [name.upper() for name in pair if not getattr(self, name)]
            if len(missing) == 1:
                both = " and ".join(name.upper() for name in pair)
                raise ValueError(f"{missing[0]} is not set. (To sign in takes {both}.)")
        return self


def _client(client_id: str | None, secret: SecretStr | None) -> SignInClient | None:
    if not client_id or secret is None:
        return None
    return SignInClient(client_id=client_id, secret=secret)
