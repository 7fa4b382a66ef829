"""The settings of mail: by which server, in whose name, how fast and to whom."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, SecretStr, model_validator
from pydantic_settings import NoDecode

from bot.process.settings.checks import Email, from_text, number, word_of
from bot.process.settings.page import PageSettings
from bot.process.settings.values import is_loopback, understood
from languages.style import ENGLISH
from scheduling.model import Invites, Mail
from scheduling.model.names import visible
from scheduling.wording.reading import read_email

_FASTEST = 6_000
_NO_SENDER = "MAIL_FROM is not set. (SMTP_URL is, and mails need a sender.)"
_A_SERVER = "should be smtps://user:password@host or smtp://user:password@host"


class Encryption(StrEnum):
    """How the way to the mail server is kept private."""

    AT_ONCE = "at once"
    """From the first byte, as on port 465."""
    STARTTLS = "starttls"
    """After a greeting, as on port 587; nothing is sent where it is not offered."""
    NONE = "none"


_USUAL_PORTS = {Encryption.AT_ONCE: 465, Encryption.STARTTLS: 587, Encryption.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    encryption: Encryption
    # None for a server that takes mail from anybody near.
    user: str | None = None
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """In whose name mails are written."""

    # An address, and the name beside it; the name may be empty.
    address: str
    name: str
    # Who reads the answers.
    reply_to: str
    # What candidates know us by, and how they reach us; None where nobody has said so.
    company: str | None = None
    contact: str | None = None
    # Where it stands what becomes of their data.
    privacy_url: str | None = None
    # How those are written to of whom nothing is known.
    locale: str = ENGLISH

    @property
    def domain(self) -> str:
        """The domain from which mails come."""
        return self.address.rpartition("@")[2]


def mail_server_in(url: str) -> MailServer:
    """Return the mail server at an address.

    `smtps://` is encrypted at once, `smtp://` by STARTTLS before anything is told; without
    encryption only on this machine, or with `?tls=none`. The words of a refusal never repeat the
    address, for it may hold a password.
    """
    scheme, _, rest = url.partition("://")
    login, _, place = rest.partition("?")[0].rpartition("@")
    if scheme not in ("smtp", "smtps") or "@" in login or "/" in login:
        raise ValueError(f"{_A_SERVER}; in a password, write %40 for an @ and %2F for a /")
    try:
        parts = urlsplit(f"//{place}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("what stands behind the host should be a port") from None
    options = parse_qs(urlsplit(url).query, keep_blank_values=True)
    if not host or parts.path.strip("/") or options not in ({}, {"tls": ["none"]}):
        raise ValueError(f"{_A_SERVER}, with ?tls=none at most behind it")
    user, _, password = login.partition(":")
    encryption = _encryption(scheme, host, is_off=bool(options))
    return MailServer(
        host=host,
        port=_USUAL_PORTS[encryption] if port is None else port,
        encryption=encryption,
        user=unquote(user) or None,
        password=unquote(password),
    )


def _encryption(scheme: str, host: str, *, is_off: bool) -> Encryption:
    if scheme == "smtps":
        if is_off:
            raise ValueError("smtps:// is encrypted, so ?tls=none contradicts it")
        return Encryption.AT_ONCE
    is_near = is_loopback(f"//{host}" if ":" not in host else f"//[{host}]")
    return Encryption.NONE if is_off or is_near else Encryption.STARTTLS


def sender_in(text: str) -> str:
    """Return a name and an address as they can stand in the head of a mail.

    A name that folds into something else there is refused.
    """
    name, address = _name_and_address(text)
    address = understood(read_email, address)
    if visible(name) != name:
        raise ValueError("the name should be one line of visible characters")
    local, _, domain = address.rpartition("@")
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["From"] = Address(display_name=name, username=local, domain=domain)
    # Python folds some long names so that others read something else (bpo-35547 and its like).
    folded = " ".join(mail.as_string().partition("\r\n\r\n")[0].splitlines())
    read = EmailMessage(policy=SMTP)
    read["From"] = folded.removeprefix("From: ")
    (known,) = read["From"].addresses
    if (known.display_name, known.addr_spec) != (name, address):
        raise ValueError("the name is too long for the head of a mail; shorten it")
    return f"{name} <{address}>" if name else address


def _name_and_address(text: str) -> tuple[str, str]:
    """Split "Acme, Inc. <jobs@acme.example>"; the name may stand in quotes, or be missing."""
    name, _, address = text.strip().removesuffix(">").rpartition("<")
    return name.strip().removeprefix('"').removesuffix('"').strip(), address.strip()


def receivers_in(text: str) -> frozenset[str]:
    """Return the addresses and domains in a text, between commas, in small letters."""
    found = frozenset(part.strip().casefold() for part in text.split(",") if part.strip())
    for each in found:
        understood(read_email, each if "@" in each else f"somebody@{each}")
    return found


def _of_a_server(url: SecretStr) -> SecretStr:
    mail_server_in(url.get_secret_value())
    return url


class MailSettings(PageSettings):
    """Everything about mail; without `smtp_url` there is none."""

    smtp_url: Annotated[SecretStr, AfterValidator(_of_a_server)] | None = None
    # A name and an address, or an address alone.
    mail_from: Annotated[str, AfterValidator(sender_in)] | None = None
    mail_reply_to: Email | None = None
    # At most so many a minute go out, from all bots of the workspace together.
    mail_a_minute: Annotated[
        int, number(least=1, most=_FASTEST, meaning="1 to 6000 mails a minute")
    ] = 30
    # Addresses and domains; nobody else is written to. Empty: everybody is.
    mail_only_to: Annotated[frozenset[str], NoDecode, from_text(receivers_in)] = frozenset()
    calendar_invites: Annotated[Invites, word_of(Invites)] = Invites.CANDIDATES

    @property
    def mail(self) -> Mail:
        """The part that scheduling follows."""
        return Mail(
            is_on=self.smtp_url is not None,
            only_to=self.mail_only_to,
            invites=self.calendar_invites,
        )

    @property
    def mail_server(self) -> MailServer | None:
        """Where mail is handed over; None where there is none."""
        return mail_server_in(self.smtp_url.get_secret_value()) if self.smtp_url else None

    @property
    def letterhead(self) -> Letterhead:
        """In whose name mails are written; only where there is mail."""
        assert self.mail_from is not None  # checked beside the server
        name, address = _name_and_address(self.mail_from)
        return Letterhead(
            address=address,
            name=name,
            reply_to=self.mail_reply_to or address,
            company=self.company_name,
            contact=self.company_contact,
            privacy_url=self.privacy_url,
            locale=self.candidate_locale,
        )

    @model_validator(mode="after")
    def _has_a_sender(self) -> "MailSettings":
        if self.smtp_url is not None and self.mail_from is None:
            raise ValueError(_NO_SENDER)
        return self
