"""Pushes leave: a batch at a time, some at once, and what becomes of each is written down."""

import asyncio
import base64
import hashlib
import time
from collections.abc import Sequence

import msgspec
import structlog

from server.kernel.clock import clock
from server.kernel.jobs import Pending, Work
from server.kernel.ports import PushAnswer, PushPort
from server.notifications.push.composing import Notification, compose
from server.notifications.push.keys import sender_of
from server.notifications.push.outbox import SEND_PUSHES, Due, claim, forget_devices, next_due, postpone, settle
from server.notifications.push.sealing import Sender, seal

log = structlog.get_logger()

BATCH = 60
AT_ONCE = 16
"""Pushes that are under way at a time."""
LONGEST = 120.0
"""Seconds that one run may take before it leaves the rest to the next: its lease must not run out meanwhile."""
TOKEN_LASTS = 6 * 3600
"""Seconds that a token for a push service is good; RFC 8292 §2 allows a day at most."""
GONE = frozenset({404, 410})
"""The subscription has ended (RFC 8030 §7.3)."""
LATER = frozenset({0, 408, 425, 429, 500, 502, 503, 504})
URGENT = frozenset({"mentions", "test"})


async def send_due(work: Work) -> None:
    """Send what is due, and plan when to look again."""
    if work.push is None:
        return
    sender = await sender_of(work.site)
    until = time.monotonic() + LONGEST
    async with work.push:
        while time.monotonic() < until and (dues := await claim(BATCH)):
            await _send_batch(work.push, sender, dues)
    if (due_at := await next_due()) is not None:
        run_at = max(due_at, clock.now())
        async with work.units.write() as unit:
            unit.enqueue(Pending(SEND_PUSHES, {}, run_at, f"send_pushes:{int(run_at.timestamp())}"))


async def _send_batch(port: PushPort, sender: Sender, dues: Sequence[Due]) -> None:
    told = await compose(dues)
    withheld = [due for due in dues if due.id not in told]
    wanted = [due for due in dues if due.id in told]
    free = asyncio.Semaphore(AT_ONCE)

    async def send(due: Due) -> PushAnswer:
        async with free:
            return await send_one(port, sender, due, told[due.id])

    answers = list(zip(wanted, await asyncio.gather(*map(send, wanted)), strict=True))
    await forget_devices([due.device for due, answer in answers if answer.status in GONE])
    for due, answer in answers:
        if answer.status in LATER:
            await postpone(due, answer.retry_after)
    done = [due for due, answer in answers if answer.status not in GONE | LATER]
    delivered = [due for due, answer in answers if 200 <= answer.status < 300]
    await settle([*withheld, *done], delivered)
    for refused in sorted({a.status for _due, a in answers if a.status >= 300 and a.status not in GONE | LATER}):
        log.warning("push_refused", status=refused)


async def send_one(port: PushPort, sender: Sender, due: Due, told: Notification) -> PushAnswer:
    """Seal and post one notification (RFC 8030 §5)."""
    now = clock.now()
    # Whole hours, so that all of an hour share one token and its signature is checked from a cache.
    until = int(now.timestamp()) // 3600 * 3600 + TOKEN_LASTS
    headers = {
        "Authorization": sender.authorization(due.endpoint, until),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int((due.expires_at - now).total_seconds()))),
        "Urgency": "high" if due.kind in URGENT else "normal",
        "Topic": topic_of(told.tag, due.auth),
    }
    return await port.post(due.endpoint, headers, seal(msgspec.json.encode(told), due.p256dh, due.auth))


def topic_of(tag: str, auth: str) -> str:
    """By what a push service lets newer replace older (RFC 8030 §5.4): 32 characters of base64url that differ for each
    device, so that it does not learn who is in one conversation."""
    digest = hashlib.sha256(f"{auth}:{tag}".encode()).digest()
    return base64.urlsafe_b64encode(digest)[:32].decode()
