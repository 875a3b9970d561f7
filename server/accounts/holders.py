"""Who holds a capability: whom the server tells what waits for them."""

from collections.abc import Collection

import msgspec

from server.accounts.models import Account
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.letters import Letter

HOLDING = """
    SELECT DISTINCT g."account_id" FROM "grant" g
    JOIN "role_capability" c ON c."role_id" = g."role_id" AND c."organisation_id" = g."organisation_id"
    WHERE g."organisation_id" = ? AND g."group_id" IS NULL AND g."ended_at" IS NULL AND c."capability" = ?
"""


async def people_with(organisation: int, capability: str) -> list[Account]:
    """The people who hold a capability in the whole organisation, by a role."""
    found = await rows(HOLDING, [organisation, capability])
    ids = [row["account_id"] for row in found]
    return await Account.filter(id__in=ids, kind="person").order_by("id") if ids else []


class Waiting(msgspec.Struct, frozen=True):
    """What waits for an answer: the kind of letter that tells it, the id of what it is about, and where it is read."""

    kind: str
    about: int
    path: str


async def tell_people_with(
    ctx: Context, organisation: int, capability: str, waiting: Waiting, *, besides: Collection[int] = ()
) -> None:
    """Mail those who hold a capability, but for some accounts, that something waits; nobody is told twice of it.

    The letter says nothing of it: a mailbox cannot be erased from here.
    """
    for account in await people_with(organisation, capability):
        if account.id in besides:
            continue
        letter = Letter(
            kind=waiting.kind,
            cause=f"{waiting.kind}:{waiting.about}:{account.id}",
            address=account.address or "",
            language="en" if account.language == "en" else "nl",
            params={"name": account.name, "url": f"{ctx.site.url}{waiting.path}"},
            organisation=organisation,
            account=account.id,
        )
        ctx.unit.enqueue(letter.pending())
