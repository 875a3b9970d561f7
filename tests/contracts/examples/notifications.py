"""Examples of the way out of mails: whoever holds its token has the right."""

from server.notifications.way_out import token_for, way_out_key
from tests.contracts.examples.accounts import DOOR
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

HOLDER = {**DOOR, "own": "ok who ok ok ok ok ok nf"}
"""Nobody mails a bot."""


@example("mail.get", **HOLDER)
async def get_mail_choice(stage: Stage, owner: Person) -> Arguments:
    return {"token": token_for(await way_out_key(), owner.account.id)}


@example("mail.stop", **HOLDER)
async def stop_mail(stage: Stage, owner: Person) -> Arguments:
    return await get_mail_choice(stage, owner)


@example("mail.resume", **HOLDER)
async def resume_mail(stage: Stage, owner: Person) -> Arguments:
    return await get_mail_choice(stage, owner)
