"""There is always somebody who can give rights."""

from collections.abc import Callable
from typing import Any

from server.accounts.capabilities import MANAGE_ACCESS
from server.accounts.models import Organisation
from server.accounts.roles import ADMIN
from server.kernel.database import rows
from server.kernel.errors import Refusal

ADMINS = """
    SELECT g."id" AS "grant", g."role_id" AS "role", g."account_id" AS "account", l."contact_id" AS "contact"
    FROM "grant" g
    JOIN "link" l ON l."account_id" = g."account_id" AND l."organisation_id" = g."organisation_id"
    JOIN "account" a ON a."id" = g."account_id"
    WHERE g."organisation_id" = ? AND g."group_id" IS NULL AND g."ended_at" IS NULL
    AND l."kind" = 'self' AND l."until_at" IS NULL AND a."kind" = 'person'
    AND g."role_id" IN (
        SELECT c."role_id" FROM "role_capability" c WHERE c."organisation_id" = ? AND c."capability" = ?)
"""


async def check_last_admin(organisation: int, *, without: Callable[[dict[str, Any]], bool]) -> None:
    """Refuse what would leave nobody who manages access; to be asked in the unit that does it.

    Raises `Refusal("conflict", "last_admin")`.
    """
    if await loses_last_admin(organisation, without=without):
        raise Refusal("conflict", "last_admin")


async def loses_last_admin(organisation: int, *, without: Callable[[dict[str, Any]], bool], lock: bool = True) -> bool:
    """Whether nobody would be left who manages access.

    `without` says of a row `{grant, role, account, contact}` whether it is about to be lost; `losing` makes the usual
    ones. The organisation stays locked until the commit, so that of two who go at once one is refused; who only looks
    does without the `lock`.
    """
    if lock:
        await lock_organisation(organisation)
    admins = await rows(ADMINS, [organisation, organisation, MANAGE_ACCESS])
    return bool(admins) and all(without(admin) for admin in admins)


def losing(what: str, *ids: int) -> Callable[[dict[str, Any]], bool]:
    """`losing("contact", 7)`: as if this contact left; likewise an `account`, a `grant`, or a `role`."""
    return lambda admin: admin[what] in ids


async def lock_organisation(organisation: int) -> None:
    """Let nobody else change who administers an organisation before the commit."""
    await Organisation.filter(id=organisation).select_for_update(no_key=True).first()


async def has_admin(organisation: int) -> bool:
    """Whether somebody who signs in as one of its contacts has the administrators' role."""
    sql = f"""{ADMINS} AND g."role_id" IN (
        SELECT r."id" FROM "role" r WHERE r."organisation_id" = ? AND r."key" = ?) LIMIT 1"""
    return bool(await rows(sql, [organisation, organisation, MANAGE_ACCESS, organisation, ADMIN]))
