"""Examples of the way out of mails: whoever holds its token has the right."""

from server.notifications.way_out import token_for, way_out_key
from tests.contracts.examples.accounts import DOOR
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person


@example("mail.get", **DOOR)
async def get_mail_choice(stage: Stage, owner: Person) -> Arguments:
    return {"token": token_for(await way_out_key(), owner.account.id)}


@example("mail.stop", **DOOR)
async def stop_mail(stage: Stage, owner: Person) -> Arguments:
    return await get_mail_choice(stage, owner)


@example("mail.resume", **DOOR)
async def resume_mail(stage: Stage, owner: Person) -> Arguments:
    return await get_mail_choice(stage, owner)
