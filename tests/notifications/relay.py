"""A relay that follows orders, and a watch that tests set on."""

import asyncio
from collections import deque
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from server.accounts.models import Account
from server.adapters.mail_sink import MailSink
from server.kernel.clock import clock
from server.kernel.database import rows
from tests.world import Person, World


class Watch:
    """The time of the whole process; it stands still between calls of `forward`."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)
        clock.set(lambda: self.now)

    def forward(self, **passed: float) -> None:
        """`watch.forward(minutes=5)`."""
        self.now += timedelta(**passed)


class Relay(MailSink):
    """`answers` to RCPT are given first, then all is taken; while `silent`, a mail is taken but not confirmed."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.answers: deque[str] = deque()
        self.taken: list[tuple[str, EmailMessage]] = []
        self.raw: list[bytes] = []
        self.silent = False
        self.took = asyncio.Event()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = cast(bytes, envelope.content)
        self.raw.append(content)
        message = message_from_bytes(content, _class=EmailMessage, policy=default)
        self.taken.append((str(envelope.rcpt_tos[0]), message))
        self.took.set()
        if self.silent:
            await asyncio.Event().wait()
        return await super().handle_DATA(server, session, envelope)

    def to(self, person: Person) -> list[EmailMessage]:
        """What somebody was mailed, oldest first."""
        return [message for address, message in self.taken if address == person.account.address]


def text_of(message: EmailMessage) -> str:
    """The text part of a mail."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


async def deliver(choir: World) -> None:
    """Run every job that is due."""
    while await choir.house.worker.run_due():
        pass


async def set_address(person: Person, address: str | None) -> None:
    """Somebody's mail goes elsewhere from now on, or nowhere."""
    async with person.world.house.units.write() as unit:
        unit.change(await Account.get(id=person.account.id), address=address)


async def outbox() -> list[dict[str, object]]:
    """Every row of the outbox, oldest first."""
    return await rows('SELECT * FROM "outbox" WHERE "organisation_id" >= 0 ORDER BY "id"')
