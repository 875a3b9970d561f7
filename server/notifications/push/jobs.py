"""What the worker does for notifications on devices."""

from datetime import timedelta

from server.kernel.jobs import Work, job
from server.notifications.push import deciding
from server.notifications.push.outbox import SEND_PUSHES, SEND_PUSHES_NOW, forget_signed_out
from server.notifications.push.sending import send_due


@job(deciding.PUSH_UNREAD)
async def push_unread(work: Work, organisation: int, conversation: int) -> None:
    """Queue pushes of what stayed unread in a conversation."""
    async with work.units.write() as unit:
        await deciding.push_unread(unit, organisation, conversation)


@job(SEND_PUSHES)
async def send_pushes(work: Work) -> None:
    """Send what is due."""
    await send_due(work)


@job("notifications.clear_pushes", every=timedelta(hours=1))
async def clear_pushes(work: Work) -> None:
    """Forget devices on which nobody is signed in, and look once an hour whether something was left lying."""
    await forget_signed_out()
    async with work.units.write() as unit:
        unit.enqueue(SEND_PUSHES_NOW)
