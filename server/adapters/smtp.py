"""Mail goes out by SMTP (RFC 5321). What becomes of a message is a value; nothing is raised and nothing is logged."""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self, TypeVar

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPHeloError,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from server.kernel.ports import Deferred, Failed, Sent, Unreachable, Verdict

# Anything but one plain mailbox (RFC 5322 §3.4.1 dot-atom, RFC 6532 §3.2) could carry further commands or parameters,
# and aiosmtplib would read comments and commas in it as another address.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u00a1-\ud7ff\ue000-\U0010ffff]+"
_MAILBOX = re.compile(rf"(?=.{{3,254}}\Z){_ATOM}@{_ATOM}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Answer = TypeVar("Answer")


class SmtpSettings(Protocol):
    """Where and how to hand over mail. `timeout` is in seconds, for each answer of the relay."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def security(self) -> Literal["starttls", "tls", "none"]: ...
    @property
    def username(self) -> str | None: ...
    @property
    def password(self) -> str | None: ...
    @property
    def timeout(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay by its settings."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    username: str | None = None
    password: str | None = None
    timeout: float = 20.0


class Smtp:
    """A relay. Connects at the first `send`; within `async with` the connection is kept, and renewed when it breaks.

    Sends over one object take turns. `tls` is for a relay whose certificate the system does not know;
    `local_name` is what we call ourselves in EHLO.
    """

    def __init__(
        self, settings: SmtpSettings, *, tls: ssl.SSLContext | None = None, local_name: str | None = None
    ) -> None:
        self._settings = settings
        self._tls = tls
        self._local_name = local_name or _own_name()
        self._connection: SMTP | None = None
        self._batches = 0
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._batches += 1
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._batches -= 1
        if not self._batches:
            async with self._turn:
                await self._whole(self._quit())

    async def send(self, envelope_from: str, to: str, message: bytes) -> Verdict:
        """Hand over one message (RFC 5322, with CRLF) for one address; an empty `envelope_from` is the null path."""
        if not _MAILBOX.fullmatch(to) or (envelope_from and not _MAILBOX.fullmatch(envelope_from)):
            return Failed(553, "5.1.3 the address is not a mailbox")
        async with self._turn:
            verdict = await self._whole(self._send(envelope_from, to, message))
            if not self._batches:
                await self._whole(self._quit())
            return verdict

    async def _whole(self, step: Awaitable[Answer]) -> Answer:
        """Cut the line when cancelled: half a dialogue must not be continued by the next message."""
        try:
            return await step
        except BaseException:
            self._drop()
            raise

    async def _send(self, envelope_from: str, to: str, message: bytes) -> Verdict:
        kept = self._connection is not None and self._connection.is_connected
        try:
            connection = await self._connected()
            options = _options(connection, envelope_from + to, message)
        except (SMTPException, OSError, ValueError) as error:
            self._drop()
            return Unreachable(_told(error))
        if isinstance(options, Failed):
            return options
        try:
            await connection.mail(envelope_from, options=options, encoding="utf-8")
        except (SMTPServerDisconnected, SMTPTimeoutError) as error:
            self._drop()
            # A relay may hang up between two messages; nothing has left yet, so a fresh line is no double.
            return await self._send(envelope_from, to, message) if kept else Unreachable(_told(error))
        except SMTPResponseException as error:
            return await self._refused(connection, error)
        return await self._hand_over(connection, to, message)

    async def _hand_over(self, connection: SMTP, to: str, message: bytes) -> Verdict:
        leaving = False
        try:
            await connection.rcpt(to, encoding="utf-8")
            leaving = True
            return Sent(_clean((await connection.data(message)).message))
        except SMTPResponseException as error:
            return await self._refused(connection, error, maybe_sent=leaving)
        except (SMTPException, OSError) as error:
            self._drop()
            return Unreachable(_told(error), maybe_sent=leaving)

    async def _refused(self, connection: SMTP, error: SMTPResponseException, *, maybe_sent: bool = False) -> Verdict:
        # 421 closes the channel (RFC 5321 §3.8); otherwise the envelope is cleared for the next message.
        if error.code == 421 or not connection.is_connected:
            self._drop()
        else:
            try:
                await connection.rset()
            except (SMTPException, OSError):
                self._drop()
        if 400 <= error.code < 500:
            return Deferred(error.code, _clean(error.message))
        if 500 <= error.code < 600:
            return Failed(error.code, _clean(error.message))
        self._drop()
        return Unreachable(f"unintelligible answer {error.code} {_clean(error.message)}", maybe_sent)

    async def _connected(self) -> SMTP:
        if self._connection is None or not self._connection.is_connected:
            self._connection = self._new_connection()
            await self._connection.connect()
            if self._connection.is_ehlo_or_helo_needed:
                await _greet(self._connection)
        return self._connection

    def _new_connection(self) -> SMTP:
        settings = self._settings
        if settings.username and settings.security == "none" and settings.host not in _LOOPBACK:
            raise ValueError("refused to send a password over an unencrypted line")
        return SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.username or None,
            password=settings.password if settings.username else None,
            local_hostname=self._local_name,
            timeout=settings.timeout,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            tls_context=self._tls,
        )

    async def _quit(self) -> None:
        if self._connection is not None and self._connection.is_connected:
            with suppress(SMTPException, OSError):
                await self._connection.quit()
        self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def _greet(connection: SMTP) -> None:
    try:
        await connection.ehlo()
    except SMTPHeloError:
        await connection.helo()


def _options(connection: SMTP, addresses: str, message: bytes) -> list[str] | Failed:
    """Parameters of MAIL, or why this relay cannot take such a message (RFC 6152, RFC 6531, RFC 1870)."""
    options = [f"SIZE={len(message)}"] if connection.supports_extension("size") else []
    if not addresses.isascii():
        if not connection.supports_extension("smtputf8"):
            return Failed(553, "5.6.7 the relay takes no addresses outside ASCII")
        options.append("SMTPUTF8")
    if not message.isascii():
        if not connection.supports_extension("8bitmime"):
            return Failed(554, "5.6.3 the relay takes no 8-bit messages")
        options.append("BODY=8BITMIME")
    return options


def _told(error: BaseException) -> str:
    if isinstance(error, SMTPResponseException):
        return _clean(f"{error.code} {error.message}")
    return _clean(str(error) or type(error).__name__)


def _clean(text: str) -> str:
    """What a relay said, fit for a database and a log: one line, valid UTF-8, at most 500 characters."""
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode())[:500].strip()


def _own_name() -> str:
    """Our name for EHLO; an address literal when the machine's name is not qualified (RFC 5321 §4.1.4)."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
