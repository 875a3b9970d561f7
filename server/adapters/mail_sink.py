"""The demo's mail server: takes every mail on the loopback interface, keeps the last ones, delivers none."""

import asyncio
import logging
from collections import deque
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import DateHeader
from email.message import EmailMessage
from email.policy import default
from itertools import count
from types import TracebackType
from typing import Self, TypedDict, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
KEPT = 500
_MAX_BYTES = 5 * 1024 * 1024

CaughtMail = TypedDict(
    "CaughtMail",
    {"id": int, "from": str, "to": list[str], "subject": str, "date": str, "text": str, "html": str},
)
"""A mail as the outbox shows it: `to` are the envelope's addresses, `date` RFC 3339 in UTC, `html` empty if none."""


class MailSink:
    """Listens from `async with` until its end; `port` 0 takes a free one, to be read from `port` afterwards.

    `mails` holds the last 500, oldest first; ids count from 1 and are not reused.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.mails: deque[CaughtMail] = deque(maxlen=KEPT)
        self._ids = count(1)
        self._dialogues: set[_Dialogue] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Dialogue(self), HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for dialogue in tuple(self._dialogues):
            await dialogue.hang_up()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail; called by aiosmtpd once a message is whole."""
        self.mails.append(
            _caught(next(self._ids), [str(to) for to in envelope.rcpt_tos], cast(bytes, envelope.content))
        )
        return "250 2.0.0 kept"

    def began(self, dialogue: "_Dialogue") -> None:
        """A client connected."""
        self._dialogues.add(dialogue)

    def ended(self, dialogue: "_Dialogue") -> None:
        """A client is gone."""
        self._dialogues.discard(dialogue)


class _Dialogue(SMTP):
    """One client's connection, in the loop that is running (aiosmtpd's own controller would start a thread)."""

    def __init__(self, sink: MailSink) -> None:
        super().__init__(
            sink,
            hostname="localhost",  # otherwise aiosmtpd asks the name service, and blocks the loop meanwhile
            ident="Akkoord demo",
            data_size_limit=_MAX_BYTES,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )
        self._sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._sink.began(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._sink.ended(self)

    async def hang_up(self) -> None:
        """Close the connection and wait until its task has ended."""
        if self.transport is not None:
            self.transport.close()
        if self._handler_coroutine is not None:
            self._handler_coroutine.cancel()
            await asyncio.wait([self._handler_coroutine])


def _caught(number: int, to: list[str], content: bytes) -> CaughtMail:
    message = message_from_bytes(content, _class=EmailMessage, policy=default)
    return {
        "id": number,
        "from": str(message.get("From", "")),
        "to": to,
        "subject": str(message.get("Subject", "")),
        "date": _moment(message),
        "text": _part(message, "plain"),
        "html": _part(message, "html"),
    }


def _moment(message: EmailMessage) -> str:
    header = message.get("Date")
    told = header.datetime if isinstance(header, DateHeader) else None
    # A zone of -0000 means UTC without telling where (RFC 5322 §3.3), and parses as a moment without a zone.
    moment = datetime.now(UTC) if told is None else told if told.tzinfo else told.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, UnicodeError):  # a charset that Python does not know
        return str(part.get_payload())


# At level DEBUG aiosmtpd logs every line of a mail, and so the secret links in it.
logging.getLogger("mail.log").setLevel(logging.WARNING)
