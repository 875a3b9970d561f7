"""The demo's outbox: what would have been mailed, to be read in a browser. Only `akkoord demo` opens this door."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server.kernel.errors import Reason
from server.kernel.language import Language, chosen_language, say
from server.kernel.wire import encode
from server.transports.pages import HEADERS, page, words

SHOWN = 100

# The layout of a mail stands in style attributes, and nothing else of it may come to life.
AS_MAIL = {
    **HEADERS,
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
        "sandbox allow-top-navigation-by-user-activation"
    ),
}
LINK = re.compile(r"https?://[^\s<>\"]+")


Mails = Callable[[], Sequence[Mapping[str, Any]]]


def demo_routes(mails: Mails | None) -> list[Route]:
    """Where the demo answers; without mails nothing is there."""
    return DemoDoor(mails).routes() if mails is not None else [Route("/demo/{path:path}", nothing)]


async def nothing(_request: Request) -> Response:
    """404."""
    return PlainTextResponse("404", 404, HEADERS)


class DemoDoor:
    """Shows mails, given as mappings with `id`, `from`, `to`, `subject`, `date`, `text` and `html`, oldest first."""

    def __init__(self, mails: Mails) -> None:
        self._mails = mails

    def routes(self) -> list[Route]:
        """Where it answers."""
        return [
            Route("/demo/outbox", self.outbox),
            Route("/demo/outbox.json", self.as_json),
            Route("/demo/outbox/{id:int}", self.as_mail),
        ]

    async def outbox(self, request: Request) -> Response:
        """All mails, the latest first."""
        language = chosen_language(request.headers.get("accept-language"))
        shown = "\n".join(_article(mail, language) for mail in self._latest()[:SHOWN])
        empty = f'<div class="card"><p>{words("outbox_empty", language)}</p></div>'
        body = f"<p>{words('outbox_intro', language)}</p>\n{shown or empty}"
        return page(language, say(Reason("outbox_title"), language), body)

    async def as_json(self, _request: Request) -> Response:
        """The same for programs: `{"items": […]}`, the latest first."""
        return Response(encode({"items": self._latest()}), 200, HEADERS, "application/json")

    async def as_mail(self, request: Request) -> Response:
        """One mail as a mail program shows it."""
        for mail in self._mails():
            if mail["id"] == request.path_params["id"]:
                return Response(mail["html"] or _bare(mail["text"]), 200, AS_MAIL, "text/html; charset=utf-8")
        return await nothing(request)

    def _latest(self) -> list[Mapping[str, Any]]:
        return list(reversed(self._mails()))


def _article(mail: Mapping[str, Any], language: Language) -> str:
    facts = {"outbox_to": ", ".join(mail["to"]), "outbox_from": mail["from"], "outbox_date": mail["date"]}
    listed = "".join(f"<dt>{words(key, language)}</dt><dd>{escape(told)}</dd>" for key, told in facts.items())
    path, name = f"/demo/outbox/{mail['id']}", f"mail-{mail['id']}"
    return (
        f'<article class="card" aria-labelledby="{name}">\n<h2 id="{name}">{escape(mail["subject"])}</h2>\n'
        f'<dl>{listed}</dl>\n<div class="text">{_linked(mail["text"])}</div>\n'
        f'<p><a href="{path}" aria-describedby="{name}">{words("outbox_layout", language)}</a></p>\n</article>'
    )


def _linked(text: str) -> str:
    """A text as HTML in which addresses of pages can be clicked."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        url = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{url}">{url}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _bare(text: str) -> str:
    return f'<!DOCTYPE html><html lang="nl"><title>–</title><pre>{escape(text)}</pre></html>'
