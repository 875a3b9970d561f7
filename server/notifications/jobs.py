"""What the worker does for notifications."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.kernel.jobs import Work, job
from server.kernel.letters import SEND_LETTER, Letter
from server.notifications import unread
from server.notifications.outbox import SEND_MAIL, SEND_NOW, forget_old
from server.notifications.sending import post_letter, send_due


@job(unread.MAIL_UNREAD)
async def mail_unread(work: Work, organisation: int, conversation: int) -> None:
    """Mail what stayed unread in a conversation."""
    async with work.units.write() as unit:
        await unread.mail_unread(unit, work.site, organisation, conversation)


@job(SEND_LETTER)
async def send_letter(work: Work, letter: dict[str, Any], asked_at: str) -> None:
    """Take a letter of another feature to the outbox."""
    async with work.units.write() as unit:
        await post_letter(unit, work.site, msgspec.convert(letter, Letter), datetime.fromisoformat(asked_at))


@job(SEND_MAIL)
async def send_mail(work: Work) -> None:
    """Send what is due."""
    await send_due(work)


@job("notifications.clear_outbox", every=timedelta(hours=1))
async def clear_outbox(work: Work) -> None:
    """Forget old mails, and look once an hour whether something was left lying."""
    await forget_old()
    async with work.units.write() as unit:
        unit.enqueue(SEND_NOW)
