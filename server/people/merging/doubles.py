"""Looking for two cards of one person: bounded, and by a few queries whatever the size of the organisation."""

from asyncio import to_thread
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

import msgspec

from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.people.models import Address, Contact, DistinctPair
from server.people.sheets.columns import plain

LOOKED_AT = 2000
"""Names and addresses that several cards share, at most so many."""
IN_ONE_GROUP = 20
"""Cards of one name or address that are compared: a house of a hundred on one address is no hundred doubles."""
ALIKE = 0.84
"""How alike two names on one address must be: “Zoe Wulpenberg” is Zoë van Wulpenberg, Jan is not Anna Peeters."""


class Pair(msgspec.Struct, frozen=True):
    """Two cards that may be of one person, the older one first."""

    one: Contact
    other: Contact
    because: str


async def find_pairs(organisation: int) -> list[Pair]:
    """The surest first: same name and birth date, same name and address, same address and a similar name.

    Pairs of which somebody said that they are two people are left out.
    """
    names = await _shared_names(organisation)
    addresses = await _shared_addresses(organisation)
    ids = {contact for group in addresses for contact in group}
    by_id = {row.id: row for row in await _contacts(organisation, sorted(ids))}
    shared = [[by_id[contact] for contact in group if contact in by_id] for group in addresses]
    # Thousands of names that share an address are compared letter by letter: seconds, in which others are served.
    pairs = await to_thread(_compared, names, shared)
    apart = await _told_apart(organisation) if pairs else set()
    return [pair for pair in pairs if frozenset((pair.one.id, pair.other.id)) not in apart]


async def _told_apart(organisation: int) -> set[frozenset[int]]:
    """Two by two; after a merge the older card need not be the first."""
    found = DistinctPair.filter(organisation_id=organisation).values_list("one_id", "other_id")
    return {frozenset(pair) for pair in await found}


def _compared(names: list[list[Contact]], shared: list[list[Contact]]) -> list[Pair]:
    found: dict[tuple[int, int], Pair] = {}
    for pair in (*_by_birth_date(names), *_by_address(shared)):
        found.setdefault((pair.one.id, pair.other.id), pair)
    return sorted(found.values(), key=lambda pair: (_SURE.index(pair.because), pair.one.search_name, pair.one.id))


_SURE = ("birth_date", "address", "similar_name")


async def _shared_names(organisation: int) -> list[list[Contact]]:
    sql = (
        'SELECT "search_name" FROM "contact" WHERE "organisation_id" = ? AND "removed_at" IS NULL '
        'GROUP BY "search_name" HAVING COUNT(*) > 1 ORDER BY "search_name" LIMIT ?'
    )
    shared = [row["search_name"] for row in await rows(sql, [organisation, LOOKED_AT])]
    if not shared:
        return []
    of = Contact.filter(organisation_id=organisation, removed_at=None, search_name__in=shared)
    return _grouped((row.search_name, row) for row in await of.order_by("id"))


async def _shared_addresses(organisation: int) -> list[list[int]]:
    sql = (
        'SELECT LOWER("address") AS "shared" FROM "address" WHERE "organisation_id" = ? GROUP BY LOWER("address") '
        'HAVING COUNT(DISTINCT "contact_id") > 1 ORDER BY LOWER("address") LIMIT ?'
    )
    shared = [row["shared"] for row in await rows(sql, [organisation, LOOKED_AT])]
    if not shared:
        return []
    sql = (
        'SELECT "contact_id", LOWER("address") AS "shared" FROM "address" '
        f'WHERE "organisation_id" = ? AND LOWER("address") IN ({marks(shared)})'
    )
    found: dict[str, list[int]] = defaultdict(list)
    for row in await rows(f'{sql} ORDER BY "contact_id"', [organisation, *shared]):
        found[row["shared"]].append(row["contact_id"])
    return [group[:IN_ONE_GROUP] for group in found.values()]


async def _contacts(organisation: int, ids: Sequence[int]) -> list[Contact]:
    if not ids:
        return []
    return await Contact.filter(organisation_id=organisation, removed_at=None, id__in=list(ids)).order_by("id")


def _grouped(pairs: Iterable[tuple[Hashable, Contact]]) -> list[list[Contact]]:
    groups: dict[Hashable, list[Contact]] = defaultdict(list)
    for key, contact in pairs:
        groups[key].append(contact)
    return [group[:IN_ONE_GROUP] for group in groups.values()]


def _by_birth_date(groups: Iterable[Sequence[Contact]]) -> Iterator[Pair]:
    for group in groups:
        for one, other in _pairs(group):
            if one.birth_date is not None and one.birth_date == other.birth_date:
                yield Pair(one, other, "birth_date")


def _by_address(groups: Iterable[Sequence[Contact]]) -> Iterator[Pair]:
    for group in groups:
        for one, other in _pairs(group):
            if plain(one.name) == plain(other.name):
                yield Pair(one, other, "address")
            elif are_alike(one.name, other.name):
                yield Pair(one, other, "similar_name")


def _pairs(group: Sequence[Contact]) -> Iterator[tuple[Contact, Contact]]:
    for one, other in combinations(group, 2):
        if one.kind == other.kind and one.id != other.id:
            yield (one, other) if one.id < other.id else (other, one)


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one: spelled nearly the same, or the same words in another order."""
    if sorted(one.casefold().split()) == sorted(other.casefold().split()):
        return True
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= ALIKE


async def addresses_of(organisation: int, contacts: Sequence[int]) -> dict[int, list[str]]:
    """The e-mail addresses of some contacts, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    of = Address.filter(organisation_id=organisation, contact_id__in=list(contacts)).order_by("place")
    for row in await of if contacts else []:
        found[row.contact_id].append(row.address)
    return found
