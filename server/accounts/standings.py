"""What an account is and may in each of its organisations."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from server.accounts.models import Account, BotAccount, Link
from server.kernel.access import Actor, Standing
from server.kernel.database import rows


class Rights(msgspec.Struct):
    """What was granted in one organisation: in the whole of it, and in single groups."""

    everywhere: set[str] = msgspec.field(default_factory=set)
    in_groups: set[tuple[str, int]] = msgspec.field(default_factory=set)


async def actor_of(account: Account, session: int | None, link: int | None = None) -> Actor:
    """An account with all that it may; with an open `link` to somebody else it is them, in that organisation only.

    One acts for others only where one stands oneself.
    """
    links = await Link.filter(account_id=account.id, until_at=None)
    own = {each.organisation_id: each.contact_id for each in links if each.kind == "self"}
    others = [each for each in links if each.kind != "self" and each.organisation_id in own]
    acting = next((each for each in others if each.id == link), None)
    bots = await BotAccount.filter(account_id=account.id)
    if acting is not None:
        standings = {acting.organisation_id: Standing(acting.organisation_id, acting.contact_id)}
    else:
        standings = _standings(own, others, await _rights(account.id), bots)
    return Actor(
        account=account.id,
        name=account.name,
        session=session,
        kind="bot" if account.kind == "bot" else "person",
        language=account.language,  # type: ignore[arg-type]
        standings=standings,
        scopes=frozenset(scope for bot in bots for scope in msgspec.json.decode(bot.scopes)) if bots else None,
        link=acting.id if acting is not None else None,
        by=own[acting.organisation_id] if acting is not None else None,
    )


def _standings(
    own: dict[int, int], others: Sequence[Link], rights: dict[int, Rights], bots: Sequence[BotAccount]
) -> dict[int, Standing]:
    wards: dict[int, set[int]] = defaultdict(set)
    for link in others:
        wards[link.organisation_id].add(link.contact_id)
    organisations = {*own, *rights, *(bot.organisation_id for bot in bots)}
    return {
        organisation: Standing(
            organisation,
            own.get(organisation),
            frozenset(rights[organisation].everywhere) if organisation in rights else frozenset(),
            frozenset(rights[organisation].in_groups) if organisation in rights else frozenset(),
            frozenset(wards[organisation]),
        )
        for organisation in organisations
    }


async def _rights(account: int) -> dict[int, Rights]:
    sql = (
        'SELECT g."organisation_id", g."group_id", c."capability" FROM "grant" g '
        'JOIN "role_capability" c ON c."role_id" = g."role_id" AND c."organisation_id" = g."organisation_id" '
        'WHERE g."account_id" = ? AND g."ended_at" IS NULL'
    )
    found: dict[int, Rights] = {}
    for row in await rows(sql, [account]):
        _add(found.setdefault(row["organisation_id"], Rights()), row)
    return found


def _add(rights: Rights, row: dict[str, Any]) -> None:
    if row["group_id"] is None:
        rights.everywhere.add(row["capability"])
    else:
        rights.in_groups.add((row["capability"], row["group_id"]))
