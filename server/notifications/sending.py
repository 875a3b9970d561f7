"""Mails leave: a batch at a time over one connection, and what becomes of each is written down at once."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from server.kernel.clock import clock
from server.kernel.jobs import Pending, Work
from server.kernel.letters import Letter
from server.kernel.ports import Failed, MailPort, Unreachable
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.notifications.composing import Composed, Unwritable, Withheld, compose
from server.notifications.outbox import (
    SEND_MAIL,
    SEND_NOW,
    UNREACHABLE,
    Draft,
    Mail,
    claim,
    fail,
    give_back,
    give_up_expired,
    next_due,
    put,
    release_abandoned,
    settle,
    withhold,
)

log = structlog.get_logger()

BATCH = 20
LONGEST = 120.0
"""Seconds that one run may take before it leaves the rest to the next: its lease must not run out meanwhile."""


async def post_letter(unit: UnitOfWork, site: Site, letter: Letter, asked_at: datetime) -> None:
    """Put a letter of another feature in the outbox, once for each cause and address."""
    if not letter.address:
        return
    draft = Draft(
        kind=letter.kind,
        cause=letter.cause,
        address=letter.address,
        content={**letter.params, "language": letter.language},
        organisation=letter.organisation,
        account=letter.account,
        expires_at=asked_at + timedelta(seconds=letter.expires_in),
    )
    await put([draft], site)
    unit.enqueue(SEND_NOW)


async def send_due(work: Work) -> None:
    """Send what is due, and plan when to look again. Without a relay everything stays queued until it expires."""
    await give_up_expired()
    if work.mail is None:
        return
    until = time.monotonic() + LONGEST
    reached = True
    async with work.mail:
        while reached and time.monotonic() < until and (mails := await claim(BATCH)):
            reached = await _send_batch(work.mail, work.site, mails, until)
    await _plan_next(work, reached)


async def _send_batch(port: MailPort, site: Site, mails: Sequence[Mail], until: float) -> bool:
    """Send claimed mails; False once the relay cannot be reached, which says nothing of the mails not yet tried."""
    composed = await compose(mails, site)
    for place, mail in enumerate(mails):
        if time.monotonic() >= until:
            await give_back(mails[place:])
            return True
        if not await _send_one(port, site, mail, composed[mail.id]):
            await give_back(mails[place + 1 :])
            return False
    return True


async def _send_one(port: MailPort, site: Site, mail: Mail, composed: Composed) -> bool:
    match composed:
        case Withheld(reason):
            await withhold(mail, reason)
            return True
        case Unwritable(reason):
            await fail(mail, reason)
            log.warning("mail_unwritable", mail=mail.id, problem=reason)
            return True
    verdict = await port.send(site.mail_from, mail.address, composed)
    await settle(mail, verdict)
    if isinstance(verdict, Failed):
        log.warning("mail_refused", mail=mail.id, code=verdict.code, status=verdict.enhanced)
    if isinstance(verdict, Unreachable):
        log.warning("mail_relay_unreachable", problem=verdict.text)
    return not isinstance(verdict, Unreachable)


async def _plan_next(work: Work, reached: bool) -> None:
    due_at = await next_due()
    if due_at is None:
        return
    earliest = clock.now() if reached else clock.now() + UNREACHABLE
    run_at = max(due_at, earliest)
    async with work.units.write() as unit:
        unit.enqueue(Pending(SEND_MAIL, {}, run_at, f"send_mail:{int(run_at.timestamp())}"))


async def resume_sending(work: Work, since: datetime | None) -> None:
    """At start: mails that a killed process was sending leave again, and what waits is looked at.

    `since` is when this process began, if it is the only one; beside others, leases tell what was abandoned.
    """
    if work.mail is None:
        log.warning("mail_is_off", reason="no relay is set (AKKOORD_SMTP_HOST): mails stay queued until they expire")
    if since is not None:
        await release_abandoned(since)
    async with work.units.write() as unit:
        unit.enqueue(SEND_NOW)
