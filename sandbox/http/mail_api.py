"""The mailbox's side of the server: who has mail, and what it says."""

from aiohttp import web

from sandbox.mailbox.mailbox import Mail, Mailbox
from sandbox.mailbox.reading import html_of, listed, opened
from sandbox.state.changes import Changes
from sandbox.state.types import Handler

_ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""As mail programs do: no script, nothing from elsewhere, and links in a tab of their own."""


def add_routes(router: web.UrlDispatcher, mailbox: Mailbox, *, changes: Changes) -> None:
    """Serve `/sandbox/mail…`, and tell of each mail that comes and each that is read."""
    mailbox.when_mail_comes(lambda mail: changes.tell("mail", mail=listed(mail)))
    router.add_get("/sandbox/mail", _all(mailbox))
    router.add_get("/sandbox/mail/{number:[0-9]+}", _one(mailbox, changes))
    router.add_get("/sandbox/mail/{number:[0-9]+}/html", _page(mailbox))


def _all(mailbox: Mailbox) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({"mail": [listed(mail) for mail in mailbox.mails]})

    return answer


def _one(mailbox: Mailbox, changes: Changes) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        mail = _found(request, mailbox)
        changes.tell("mail_read", address=mail.to)
        return web.json_response(opened(mail))

    return answer


def _page(mailbox: Mailbox) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        headers = {"Content-Security-Policy": _ALONE}
        html = html_of(_found(request, mailbox))
        return web.Response(text=html, content_type="text/html", headers=headers)

    return answer


def _found(request: web.Request, mailbox: Mailbox) -> Mail:
    number = int(request.match_info["number"][:9])
    if not 1 <= number <= len(mailbox.mails):
        raise web.HTTPNotFound(text="There is no such mail.")
    return mailbox.mails[number - 1]
