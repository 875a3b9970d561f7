"""Composition: settings → database → features → doors. The only module that may import everything."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from starlette.applications import Starlette
from starlette.routing import Route

import server.features  # noqa: F401 - registers operations, events and jobs
from server.accounts.models import Account
from server.accounts.sessions import SessionBook
from server.accounts.standings import actor_of
from server.adapters.blob_folder import BlobFolder
from server.adapters.blob_s3 import BlobS3, S3Address
from server.adapters.clamav import Clamav
from server.adapters.mail_sink import MailSink
from server.adapters.page_fetcher import PageFetcher
from server.adapters.postgres_search import PostgresSearch
from server.adapters.smtp import Relay, Smtp
from server.adapters.sqlite_search import SqliteSearch
from server.adapters.web_push import WebPush
from server.agenda.calendars import CalendarBook
from server.conversations.commands import caller_of
from server.conversations.seats import load_seats
from server.files.receiving import Receiver
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.database import Database, DatabaseAddress, rows, spawn
from server.kernel.dispatch import Dispatch
from server.kernel.errors import not_found
from server.kernel.events import PLATFORM
from server.kernel.finding import MessageIndex
from server.kernel.ids import number_process
from server.kernel.jobs import Work
from server.kernel.ports import BlobStore, MailPort, Scanner
from server.kernel.stream import Stream
from server.kernel.units import Site, Units
from server.kernel.worker import Worker
from server.models import MODEL_MODULES
from server.notifications.sending import resume_sending
from server.search.indexing import Indexer
from server.search.words import VERSION
from server.settings import Settings
from server.transports.audience import Line
from server.transports.demo import demo_routes
from server.transports.feed import PATH as FEED_PATH
from server.transports.feed import FeedDoor
from server.transports.files import FileDoor
from server.transports.http import HttpDoor
from server.transports.mail import MailDoor
from server.transports.operator import OperatorDoor, Problem
from server.transports.web import WebClient
from server.transports.websocket import Connections, FanoutReaders

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"
MEGABYTE = 1_000_000


def _blobs(settings: Settings) -> BlobStore:
    """Where contents of files are kept."""
    if not settings.s3_bucket:
        return BlobFolder(Path(settings.folder) / "files")
    known = settings
    return BlobS3(S3Address(known.s3_bucket, known.s3_endpoint, known.s3_region, known.s3_key, known.s3_secret))


def _scanner(settings: Settings) -> Scanner | None:
    """What looks at files that come in."""
    return Clamav(settings.clamav, needed=settings.clamav_away == "refuse") if settings.clamav else None


class House:
    """Everything of one process, put together and not yet started."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.site = Site(
            url=settings.site_url,
            mail_from=settings.mail_from,
            mail_after=timedelta(seconds=settings.mail_after),
            demo=settings.demo,
            previews=settings.previews,
            file_limit=settings.file_limit * MEGABYTE,
            file_quota=settings.file_quota * MEGABYTE,
            push_key=settings.push_key,
            push_subject=settings.push_subject,
            push_private=settings.push_private,
        )
        self.blobs = _blobs(settings)
        self.database = Database(DatabaseAddress(settings.database_url), MODEL_MODULES)
        self.sink: MailSink | None = None
        self._opened = contextlib.AsyncExitStack()
        self._resuming: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the database and put the parts on it. Raises `StartRefused`."""
        number_process(self.settings.process)
        self._began_at = clock.now()
        await self.database.open()
        try:
            await self._furnish()
        except BaseException:
            await self._opened.aclose()
            await self.database.close()
            raise

    async def _furnish(self) -> None:
        if self.settings.demo:
            self.sink = await self._opened.enter_async_context(MailSink())
        self.stream = Stream(lambda: FanoutReaders(self.line))
        self.line = Line(asyncio.get_running_loop())
        self.stream.load_seats = load_seats
        self.stream.poll_every = None if self.database.address.file else 0.25
        await self.stream.position(PLATFORM)
        self._forget_seats_when_they_change()
        self.index = await self._open_index()
        self.indexer = Indexer(self.index, self.stream)
        self.units = Units(self.stream.committed, self.site, self.blobs, self.index)
        self.sessions = SessionBook(self.stream)
        self.dispatch = Dispatch(self.units, self.site, self._on_behalf)
        push = WebPush(private=self.settings.push_private)
        self.work = Work(self.site, self.units, self._mail(), push, PageFetcher(f"Akkoord (+{self.site.url})"))
        self.worker = Worker(self.work)
        origins = frozenset({self.settings.site_url})
        self.connections = Connections(self.stream, self.sessions, self.dispatch, origins)
        self.http = HttpDoor(self.dispatch, self.sessions, origins, secure=self.settings.secure)
        self.files = FileDoor(self.http, self.dispatch, Receiver(self.units, _scanner(self.settings)), self.blobs)
        self.feed = FeedDoor(CalendarBook(self.stream, self.site.url))

    async def _open_index(self) -> MessageIndex:
        file = self.database.address.file
        index = SqliteSearch(file.with_name("search.sqlite3"), VERSION) if file else PostgresSearch(VERSION)
        await index.open()
        self._opened.push_async_callback(index.close)
        return index

    async def close(self) -> None:
        """Stop what runs, and close the database."""
        self.connections.close_all()
        if self._resuming is not None:
            await asyncio.gather(self._resuming, return_exceptions=True)
        await self.worker.stop()
        await self.stream.stop()
        await self.indexer.stop()
        await self._opened.aclose()
        await self.database.close()

    def start(self, *, work: bool = True) -> None:
        """Begin to tell events and to take jobs."""
        self.stream.start()
        if work:
            self.indexer.start()
            alone = self.database.address.file is not None
            self._resuming = spawn(resume_sending(self.work, self._began_at if alone else None), "resume sending")
            self.worker.start()

    def app(self) -> Any:
        """The ASGI application: the WebSocket and feeds are served raw, everything else by Starlette."""
        web = Starlette(routes=self._routes())

        async def serve(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "websocket":
                await self._websocket(scope, receive, send)
            elif scope["path"].startswith(FEED_PATH):
                await self.feed(scope, receive, send)
            else:
                await web(scope, receive, send)

        return serve

    async def _websocket(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/ws":
            await self.connections.serve(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4004})

    def _routes(self) -> list[Route]:
        operator = OperatorDoor(self.connections, self.problems)
        return [
            Route("/api/{operation}", self.http.call, methods=["POST"]),
            Route("/poll", self.http.poll, methods=["POST"]),
            Route("/healthz", operator.healthz),
            Route("/readyz", operator.readyz),
            Route("/metrics", operator.metrics),
            *self.files.routes(),
            *MailDoor(self.dispatch).routes(),
            *demo_routes(self._caught if self.sink else None),
            Route("/{path:path}", WebClient(STATIC).serve),
        ]

    async def problems(self) -> list[Problem]:
        """What stands in the way of serving."""
        try:
            await rows("SELECT 1")
        except Exception as fault:  # whatever it is, the operator wants to read it
            return [Problem("database", f"{type(fault).__name__}: {fault}")]
        return []

    def _mail(self) -> MailPort | None:
        """The way out for mail: the demo's own sink, the relay of the settings, or none."""
        if self.sink is not None:
            return Smtp(Relay(host="127.0.0.1", port=self.sink.port, security="none"))
        known = self.settings
        if not known.smtp_host:
            return None
        name, password = known.smtp_username, known.smtp_password
        return Smtp(Relay(known.smtp_host, known.smtp_port, known.smtp_security, name, password))

    def _caught(self) -> Sequence[Mapping[str, Any]]:
        return self.sink.mails if self.sink is not None else []

    def _forget_seats_when_they_change(self) -> None:
        for name in ("participant.joined", "participant.changed", "participant.left", "conversation.created"):
            self.stream.on(name, self.stream.forget_circle)
        self.stream.on("account.changed", lambda _told: self.stream.forget_circles())

    async def _on_behalf(self, bot: Actor, command: int) -> Actor:
        async def load(account: int, reader: int) -> Actor:
            found = await Account.get_or_none(id=account)
            if found is None:
                raise not_found()
            return await actor_of(found, None, reader)

        return await caller_of(bot, command, load)


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    """`async with opened(settings) as house:` a house with its database open and its stream running."""
    house = House(settings)
    await house.open()
    try:
        yield house
    finally:
        await house.close()
