"""M19, M20: mail leaves by real SMTP over the loopback interface, and what becomes of it is told as a value."""

import asyncio
import logging
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from server.adapters.mail_sink import MailSink
from server.adapters.smtp import Smtp
from server.kernel.ports import Deferred, Failed, MailPort, Sent, Unreachable

CLARA, AN, JONAS = "clara@rietvink.example", "an@rietvink.example", "jonas@rietvink.example"
MESSAGE = (
    b"From: Clara via Koor De Rietvink <clara@rietvink.example>\r\n"
    b"To: An <an@rietvink.example>\r\n"
    b"Subject: =?utf-8?q?Faur=C3=A9?= donderdag\r\n"
    b"Date: Thu, 26 Nov 2026 20:00:00 +0100\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n"
    b"\r\n"
    b"Half acht.\r\n.\r\n..en breng een potlood mee, Zo=C3=AB\r\n"
)


@dataclass(frozen=True)
class Settings:
    port: int
    host: str = "localhost"
    security: Literal["starttls", "tls", "none"] = "none"
    username: str | None = None
    password: str | None = None
    timeout: float = 5.0


class Relay:
    """An aiosmtpd server that follows orders: `answers` to RCPT come first, then mail is kept in `mails`."""

    def __init__(self) -> None:
        self.port = 0
        self.answers: deque[str] = deque()
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.dialogues: list[SMTP] = []
        self.logins: list[bytes] = []

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if (
            self.logins is not None
            and address == "alleen.met.wachtwoord@rietvink.example"
            and not session.authenticated
        ):
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append((str(envelope.mail_from), list(envelope.rcpt_tos), envelope.content))
        return "250 2.0.0 queued as R13TV1NK"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, how: str, told: object) -> AuthResult:
        assert isinstance(told, LoginPassword)
        self.logins.append(told.login)
        return AuthResult(success=told.password == b"lisdodde", handled=False)


@asynccontextmanager
async def relay(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, open_login: bool = False
) -> AsyncIterator[Relay]:
    orders, loop = Relay(), asyncio.get_running_loop()

    def dialogue() -> SMTP:
        made = SMTP(
            orders,
            hostname="localhost",
            loop=loop,
            tls_context=starttls,
            authenticator=orders.authenticate,
            auth_require_tls=not open_login,
        )
        orders.dialogues.append(made)
        return made

    server = await loop.create_server(dialogue, "localhost", 0, family=socket.AF_INET, ssl=tls)
    orders.port = server.sockets[0].getsockname()[1]
    try:
        yield orders
    finally:
        server.close()
        for made in orders.dialogues:
            for transport in filter(None, (made.transport, made._original_transport)):
                transport.close()
            if made._handler_coroutine is not None:  # None where TLS failed before the dialogue began
                made._handler_coroutine.cancel()
                await asyncio.wait([made._handler_coroutine])


Speech = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listener(speech: Speech) -> AsyncIterator[int]:
    """A server that behaves as no proper relay does."""
    tasks: set[asyncio.Task[None]] = set()

    async def spoken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await speech(reader, writer)
        except (asyncio.CancelledError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(spoken, "localhost", 0, family=socket.AF_INET)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *turns: str) -> None:
    """Say the first turn, then one more after each line heard."""
    for turn in turns:
        writer.write(turn.encode() + b"\r\n")
        await writer.drain()
        if turn != turns[-1]:
            await reader.readuntil(b"\r\n")


async def test_a_mail_arrives_as_it_was_written() -> None:
    async with MailSink() as sink:
        assert isinstance(await Smtp(Settings(sink.port)).send(CLARA, AN, MESSAGE), Sent)
    [mail] = sink.mails
    assert mail == {
        "id": 1,
        "from": "Clara via Koor De Rietvink <clara@rietvink.example>",
        "to": [AN],
        "subject": "Fauré donderdag",
        "date": "2026-11-26T19:00:00Z",
        "text": "Half acht.\n.\n..en breng een potlood mee, Zoë\n",
        "html": "",
    }


async def test_the_relay_gets_the_same_bytes_and_says_where_it_put_them() -> None:
    async with relay() as orders:
        verdict = await Smtp(Settings(orders.port)).send(CLARA, AN, MESSAGE)
    assert verdict == Sent("2.0.0 queued as R13TV1NK")
    assert orders.mails == [(CLARA, [AN], MESSAGE)]


async def test_a_batch_goes_over_one_connection_and_single_mails_over_one_each() -> None:
    async with relay() as orders:
        async with Smtp(Settings(orders.port)) as batch:
            for to in (AN, JONAS, CLARA):
                assert isinstance(await batch.send(CLARA, to, MESSAGE), Sent)
        assert len(orders.dialogues) == 1
        single: MailPort = Smtp(Settings(orders.port))
        await single.send(CLARA, AN, MESSAGE)
        await single.send(CLARA, JONAS, MESSAGE)
        assert len(orders.dialogues) == 3
    assert [to for _, [to], _ in orders.mails] == [AN, JONAS, CLARA, AN, JONAS]


async def test_sends_at_the_same_moment_take_turns() -> None:
    async with relay() as orders, Smtp(Settings(orders.port)) as batch:
        verdicts = await asyncio.gather(*(batch.send(CLARA, to, MESSAGE) for to in (AN, JONAS, CLARA)))
    assert all(isinstance(verdict, Sent) for verdict in verdicts)
    assert len(orders.dialogues) == 1
    assert len(orders.mails) == 3


async def test_greylisting_defers_and_the_next_mail_of_the_batch_still_goes() -> None:
    async with relay() as orders, Smtp(Settings(orders.port)) as batch:
        orders.answers.append("451 4.7.1 Greylisted, come back in 5 minutes")
        verdict = await batch.send(CLARA, AN, MESSAGE)
        assert verdict == Deferred(451, "4.7.1 Greylisted, come back in 5 minutes")
        assert isinstance(await batch.send(CLARA, JONAS, MESSAGE), Sent)
    assert [to for _, to, _ in orders.mails] == [[JONAS]]
    assert len(orders.dialogues) == 1


async def test_an_unknown_address_fails_with_its_enhanced_code() -> None:
    async with relay() as orders, Smtp(Settings(orders.port)) as batch:
        orders.answers.append("550 5.1.1 No such singer here")
        verdict = await batch.send(CLARA, AN, MESSAGE)
        assert isinstance(verdict, Failed)
        assert (verdict.code, verdict.text, verdict.enhanced) == (550, "5.1.1 No such singer here", "5.1.1")
        assert isinstance(await batch.send(CLARA, JONAS, MESSAGE), Sent)
    assert Failed(550, "no").enhanced is None


async def test_a_relay_that_closes_down_defers_and_the_next_mail_takes_a_new_line() -> None:
    async with relay() as orders, Smtp(Settings(orders.port)) as batch:
        orders.answers.append("421 4.3.2 Going down")
        assert await batch.send(CLARA, AN, MESSAGE) == Deferred(421, "4.3.2 Going down")
        assert isinstance(await batch.send(CLARA, AN, MESSAGE), Sent)
        assert len(orders.dialogues) == 2


async def test_a_line_that_died_between_two_mails_is_renewed() -> None:
    async with relay() as orders, Smtp(Settings(orders.port)) as batch:
        await batch.send(CLARA, AN, MESSAGE)
        transport = orders.dialogues[0].transport
        assert transport is not None
        transport.close()
        assert isinstance(await batch.send(CLARA, JONAS, MESSAGE), Sent)
    assert len(orders.mails) == 2


async def test_nobody_listening_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, yet not listening
        verdict = await Smtp(Settings(taken.getsockname()[1])).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert not verdict.maybe_sent


async def test_a_relay_that_never_speaks_is_unreachable_after_the_timeout() -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with listener(silence) as port:
        verdict = await Smtp(Settings(port, timeout=0.05)).send(CLARA, AN, MESSAGE)
    assert verdict == Unreachable("Timed out waiting for server ready message")


@pytest.mark.parametrize("last_word", ["", "kwaak\r\n", "299 misschien\r\n"])
async def test_silence_or_nonsense_after_the_message_leaves_it_uncertain(last_word: str) -> None:
    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "250 hier", "250 OK", "250 OK", "354 kom maar")
        await reader.readuntil(b"\r\n.\r\n")
        writer.write(last_word.encode())
        await asyncio.Event().wait()

    async with listener(swallow) as port:
        verdict = await Smtp(Settings(port, timeout=0.05)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert verdict.maybe_sent


async def test_a_line_cut_at_the_recipient_is_certain_not_to_have_sent() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "250 hier", "250 OK")
        await reader.readuntil(b"\r\n")

    async with listener(cut) as port:
        verdict = await Smtp(Settings(port)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert not verdict.maybe_sent


@pytest.mark.parametrize("greeting", ["554 5.7.1 Your address is on a list", "kwaak", "\xff\xfe 220 hier"])
async def test_a_relay_that_greets_us_wrongly_is_unreachable(greeting: str) -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, greeting, "500 nee")

    async with listener(rude) as port:
        verdict = await Smtp(Settings(port)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)


@pytest.mark.parametrize("turns", [["kwaak"], ["250 OK", "354 kom maar"], []])
async def test_a_relay_that_answers_nonsense_or_nothing_is_unreachable(turns: list[str]) -> None:
    async def confused(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "250 hier", *turns)
        await reader.readuntil(b"\r\n")

    async with listener(confused) as port:
        verdict = await Smtp(Settings(port)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert not verdict.maybe_sent


async def test_what_a_relay_says_is_cut_to_one_clean_line() -> None:
    async def verbose(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "250 hier", "550-5.7.1 nee\x1b[31m\r\n550 " + "ja " * 400, "250 OK")

    async with listener(verbose) as port:
        verdict = await Smtp(Settings(port)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Failed)
    assert verdict.enhanced == "5.7.1"
    assert len(verdict.text) <= 500
    assert verdict.text.isprintable()


@pytest.mark.parametrize(
    "address",
    [
        "an@rietvink.example\r\nRCPT TO:<jonas@rietvink.example>",
        "an@rietvink.example> NOTIFY=SUCCESS",
        "<an@rietvink.example>",
        "an@rietvink.example,jonas@rietvink.example",
        "an(jonas)@rietvink.example",
        "an@rietvink.example\x00",
        "an @rietvink.example",
        '"an"@rietvink.example',
        "an\ud800@rietvink.example",
        "an",
        "a" * 250 + "@rietvink.example",
        "",
    ],
)
async def test_an_address_that_could_carry_a_command_is_refused_unsent(address: str) -> None:
    async with relay() as orders:
        assert isinstance(await Smtp(Settings(orders.port)).send(CLARA, address, MESSAGE), Failed)
        if address:
            assert isinstance(await Smtp(Settings(orders.port)).send(address, AN, MESSAGE), Failed)
        assert orders.dialogues == []


async def test_a_bounce_leaves_with_the_null_path() -> None:
    async with relay() as orders:
        assert isinstance(await Smtp(Settings(orders.port)).send("", AN, MESSAGE), Sent)
    assert orders.mails[0][0] in {"", "<>"}


async def test_an_address_outside_ascii_goes_only_where_it_is_understood() -> None:
    async with MailSink() as sink:
        assert isinstance(await Smtp(Settings(sink.port)).send(CLARA, "zoë@rietvink.example", MESSAGE), Sent)
        assert sink.mails[0]["to"] == ["zoë@rietvink.example"]
    async with relay() as orders:
        verdict = await Smtp(Settings(orders.port)).send(CLARA, "zoë@rietvink.example", MESSAGE)
    assert isinstance(verdict, Failed)
    assert verdict.enhanced == "5.6.7"


async def test_an_8_bit_message_goes_only_where_it_is_understood() -> None:
    message = b"Subject: Faur\xc3\xa9\r\n\r\nZo\xc3\xab\r\n"
    async with relay() as orders:
        assert isinstance(await Smtp(Settings(orders.port)).send(CLARA, AN, message), Sent)
    assert orders.mails[0][2] == message

    async def old(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "502 EHLO?", "250 hier", "221 dag")

    async with listener(old) as port:
        verdict = await Smtp(Settings(port)).send(CLARA, AN, message)
    assert isinstance(verdict, Failed)
    assert verdict.enhanced == "5.6.3"


async def test_a_cancelled_send_cuts_its_line() -> None:
    asked, rest = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await converse(reader, writer, "220 hier", "250 hier", "250 OK")
        assert await reader.readuntil(b"\r\n") == f"RCPT TO:<{AN}>\r\n".encode()
        asked.set()
        rest.set_result(await reader.read())

    async with listener(slow) as port, Smtp(Settings(port)) as batch:
        sending = asyncio.create_task(batch.send(CLARA, AN, MESSAGE))
        await asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert await rest == b""  # the end of the line, not one more command


async def test_with_a_password_the_relay_knows_us() -> None:
    async with relay(open_login=True) as orders:
        sender = "alleen.met.wachtwoord@rietvink.example"
        settings = Settings(orders.port, username="rietvink", password="lisdodde")
        assert isinstance(await Smtp(settings).send(sender, AN, MESSAGE), Sent)
        assert orders.logins == [b"rietvink"]
        verdict = await Smtp(Settings(orders.port)).send(sender, AN, MESSAGE)
        assert verdict == Failed(530, "5.7.0 Authentication required")


async def test_a_wrong_password_blames_the_relay_and_not_the_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="aiosmtplib")
    async with relay(open_login=True) as orders:
        settings = Settings(orders.port, username="rietvink", password="snoek-in-het-riet")
        verdict = await Smtp(settings).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert "535" in verdict.text
    assert "snoek" not in verdict.text + caplog.text
    assert orders.mails == []


async def test_a_password_never_leaves_over_an_open_line() -> None:
    settings = Settings(25, host="relay.rietvink.example", username="rietvink", password="lisdodde")
    verdict = await Smtp(settings).send(CLARA, AN, MESSAGE)
    assert verdict == Unreachable("refused to send a password over an unencrypted line")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def contexts(authority: trustme.CA) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    return server, client


async def test_starttls_comes_before_the_password_and_the_mail(authority: trustme.CA) -> None:
    server, client = contexts(authority)
    async with relay(starttls=server) as orders:
        settings = Settings(orders.port, security="starttls", username="rietvink", password="lisdodde")
        assert isinstance(await Smtp(settings, tls=client).send(CLARA, AN, MESSAGE), Sent)
    assert orders.logins == [b"rietvink"]


async def test_a_relay_reached_by_tls_from_the_start_takes_mail(authority: trustme.CA) -> None:
    server, client = contexts(authority)
    async with relay(tls=server) as orders:
        assert isinstance(await Smtp(Settings(orders.port, security="tls"), tls=client).send(CLARA, AN, MESSAGE), Sent)
    assert len(orders.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    authority: trustme.CA, security: Literal["starttls", "tls"]
) -> None:
    server, _ = contexts(authority)
    async with relay(tls=server) if security == "tls" else relay(starttls=server) as orders:
        verdict = await Smtp(Settings(orders.port, security=security)).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert "certificate" in verdict.text.lower()
    assert orders.mails == []


async def test_without_starttls_nothing_leaves() -> None:
    async with relay(open_login=True) as orders:
        settings = Settings(orders.port, security="starttls", username="rietvink", password="lisdodde")
        verdict = await Smtp(settings).send(CLARA, AN, MESSAGE)
    assert isinstance(verdict, Unreachable)
    assert orders.logins == []
    assert orders.mails == []
