"""Z1: the demo's own mail server, which delivers nothing and shows everything."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Literal

import pytest

from server.adapters.mail_sink import KEPT, MailSink
from server.adapters.smtp import Smtp
from server.kernel.ports import Failed, Sent


@dataclass(frozen=True)
class Settings:
    port: int
    host: str = "127.0.0.1"
    security: Literal["starttls", "tls", "none"] = "none"
    username: str | None = None
    password: str | None = None
    timeout: float = 5.0


CLARA, AN = "clara@rietvink.example", "an@rietvink.example"
BOTH_PARTS = (
    b"From: Koor De Rietvink <koor@rietvink.example>\r\nSubject: Repetitie\r\nDate: Thu, 26 Nov 2026 19:00:00 -0000\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_riet"\r\n\r\n'
    b"--=_riet\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTot donderdag\r\n"
    b"--=_riet\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Tot donderdag</p>\r\n--=_riet--\r\n"
)


async def test_both_parts_of_a_mail_are_kept() -> None:
    async with MailSink() as sink:
        await Smtp(Settings(sink.port)).send(CLARA, AN, BOTH_PARTS)
    [mail] = sink.mails
    assert (mail["text"].strip(), mail["html"].strip()) == ("Tot donderdag", "<p>Tot donderdag</p>")
    assert mail["date"] == "2026-11-26T19:00:00Z"


@pytest.mark.parametrize(
    "content",
    [
        b"Hallo\r\n",
        b"Subject: \xff\xfe\r\nDate: gisteren\r\nContent-Type: text/plain; charset=klingon\r\n\r\nHallo\r\n",
        b"Content-Type: multipart/alternative\r\n\r\nHallo\r\n",
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n",
        b"From: @@@<<>\r\nSubject: =?utf-8?b?!?=\r\n\r\nHallo\r\n",
    ],
)
async def test_a_mail_that_is_badly_written_is_kept_all_the_same(content: bytes) -> None:
    async with MailSink() as sink:
        assert isinstance(await Smtp(Settings(sink.port)).send(CLARA, AN, content), Sent)
    assert sink.mails[0]["to"] == [AN]
    assert sink.mails[0]["date"].endswith("Z")


async def test_only_the_last_mails_are_kept_under_ids_that_never_return() -> None:
    async with MailSink() as sink, Smtp(Settings(sink.port)) as batch:
        for _ in range(KEPT + 2):
            await batch.send(CLARA, AN, b"Subject: Repetitie\r\n\r\nTot donderdag\r\n")
    assert [mail["id"] for mail in sink.mails] == list(range(3, KEPT + 3))


async def test_a_mail_beyond_the_limit_is_refused() -> None:
    async with MailSink() as sink:
        verdict = await Smtp(Settings(sink.port)).send(CLARA, AN, b"Subject: Partituur\r\n\r\n" + b"fa\r\n" * 1_500_000)
    assert isinstance(verdict, Failed)
    assert verdict.code == 552
    assert not sink.mails


async def test_only_this_machine_can_reach_it() -> None:
    async with MailSink() as sink:
        with pytest.raises(ConnectionRefusedError):  # a socket open to every address would answer here too
            await asyncio.open_connection("127.0.0.2", sink.port)


async def test_its_end_hangs_up_on_whoever_is_still_there() -> None:
    async with MailSink() as sink:
        reader, writer = await asyncio.open_connection("127.0.0.1", sink.port)
        assert (await reader.readline()).startswith(b"220 localhost")
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", sink.port)


async def test_secret_links_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with MailSink() as sink:
            await Smtp(Settings(sink.port)).send(
                CLARA, AN, b"Subject: Link\r\n\r\nhttps://rietvink.example/#g3h31m\r\n"
            )
    assert sink.mails
    assert "g3h31m" not in caplog.text
