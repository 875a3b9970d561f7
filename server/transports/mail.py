"""The door for those who come from a mail: the way out, by one click of a mail program (RFC 8058) or by a page."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.kernel.access import ANONYMOUS
from server.kernel.dispatch import Dispatch
from server.kernel.dispatch import Request as Call
from server.kernel.errors import Reason
from server.kernel.language import Language, chosen_language, say
from server.kernel.wire import encode
from server.transports.pages import STYLE_PATH, page, style, words
from server.transports.requests import door_of


class MailDoor:
    """Answers below `/mail/`. A GET changes nothing: scanners of mail follow every link."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch

    def routes(self) -> list[Route]:
        """Where it answers."""
        return [
            Route(STYLE_PATH, self.style),
            Route("/mail/stop/{token}", self.ask, methods=["GET"]),
            # The one click: `List-Unsubscribe=One-Click` in the body, no cookie, and an answer without a redirect
            # (RFC 8058 §3.1). The token alone says what is wanted, so the body is not looked at.
            Route("/mail/stop/{token}", self.stop, methods=["POST"]),
            Route("/mail/stop/{token}/undo", self.resume, methods=["POST"]),
        ]

    async def style(self, _request: Request) -> Response:
        """The style sheet of the pages."""
        return style()

    async def ask(self, request: Request) -> Response:
        """A page with a button, according to how it stands."""
        return await self._answer(request, "mail.get", "mail_stop_question")

    async def stop(self, request: Request) -> Response:
        """No more mails about messages."""
        return await self._answer(request, "mail.stop", "mail_stop_question")

    async def resume(self, request: Request) -> Response:
        """Mails about messages after all."""
        return await self._answer(request, "mail.resume", "mail_resumed")

    async def _answer(self, request: Request, operation: str, while_mailed: str) -> Response:
        token = request.path_params["token"]
        door = door_of(request.scope, "mail")
        call = Call(operation=operation, arguments=encode({"token": token}), door=door)
        answer = await self._dispatch.call(call, ANONYMOUS)
        if answer.refusal is not None:
            language = chosen_language(request.headers.get("accept-language"))
            return _refused(language, answer.refusal.status)
        return _choice(answer.result.language, token, while_mailed if answer.result.mail_messages else None)


def _refused(language: Language, status: int) -> Response:
    """Unknown, badly formed and not shown look the same."""
    if status >= 500:
        body = f'<div class="card"><p>{words("unavailable", language)}</p></div>'
        return page(language, say(Reason("mail_stop_title"), language), body, status)
    way = f'<p><a href="/">{words("mail_open_site", language)}</a></p>'
    body = f'<div class="card"><p>{words("mail_unknown", language)}</p>{way}</div>'
    return page(language, say(Reason("mail_unknown_title"), language), body, 404)


def _choice(language: Language, token: str, while_mailed: str | None) -> Response:
    told = while_mailed or "mail_stopped"
    action = f"/mail/stop/{token}" if while_mailed else f"/mail/stop/{token}/undo"
    button = "mail_stop_button" if while_mailed else "mail_resume_button"
    body = (
        f'<div class="card">\n<p role="status">{words(told, language)}</p>\n'
        f'<form method="post" action="{escape(action)}">\n'
        '<input type="hidden" name="List-Unsubscribe" value="One-Click">\n'
        f"<button>{words(button, language)}</button>\n</form>\n</div>"
    )
    return page(language, say(Reason("mail_stop_title"), language), body)
