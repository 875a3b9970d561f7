"""Finding a person: by which accounts and addresses they are known, and which rows of each table are theirs."""

from collections.abc import Sequence
from typing import Any

import msgspec

from server.accounts.models import Account, Link, Ticket
from server.kernel.database.statements import marks
from server.kernel.personal import Owner, Person, Table, tables
from server.people.models import Address, Contact

Condition = tuple[str, list[Any]]


async def person_of(contact: Contact) -> Person:
    """All by which a contact is found in the tables."""
    own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
    accounts = await _accounts_of(contact)
    whole = [account for account in accounts if not await _stands_elsewhere(account, contact.organisation_id)]
    logins = await Account.filter(id__in=whole).order_by("id") if whole else []
    known = [row.address for row in await Address.filter(**own)]
    known += [row.address for row in await Ticket.filter(**own)]
    known += [login.address for login in logins if login.address]
    words = [contact.name, *(word for login in logins for word in (login.name, login.login))]
    return Person(
        organisation=contact.organisation_id,
        contact=contact.id,
        accounts=tuple(accounts),
        whole=tuple(whole),
        addresses=await _theirs_alone(contact, sorted({address.lower() for address in known}), whole),
        names=tuple(dict.fromkeys(word for word in words if word)),
    )


def for_themselves(person: Person) -> Person:
    """As the person sees it: all of their accounts count, whichever other organisations know them."""
    return msgspec.structs.replace(person, whole=person.accounts)


async def _accounts_of(contact: Contact) -> list[int]:
    """Who signs in as this contact, or did: but not who came back on another card, for that login is of the other."""
    own = {"organisation_id": contact.organisation_id, "kind": "self"}
    accounts = {link.account_id for link in await Link.filter(contact_id=contact.id, **own)}
    if not accounts:
        return []
    others = Link.filter(account_id__in=sorted(accounts), until_at=None, **own).exclude(contact_id=contact.id)
    return sorted(accounts - {link.account_id for link in await others})


async def _stands_elsewhere(account: int, organisation: int) -> bool:
    links = await Link.filter(account_id=account, until_at=None)
    return any(link.organisation_id != organisation for link in links)


async def _theirs_alone(contact: Contact, addresses: Sequence[str], whole: Sequence[int]) -> tuple[str, ...]:
    """Without those that somebody else has too, as couples do: mails there may be the other's."""
    alone = []
    for address in addresses:
        others = Address.filter(organisation_id=contact.organisation_id, address__iexact=address)
        logins = Account.filter(address__iexact=address)
        shared = await others.exclude(contact_id=contact.id).exists()
        if not shared and not await (logins.exclude(id__in=list(whole)) if whole else logins).exists():
            alone.append(address)
    return tuple(alone)


def rows_of(table: Table, person: Person) -> Condition | None:
    """Which rows of a table are a person's: a condition and what fills it in; None if none can be."""
    found = [each for owner in table.owners if (each := _owned(table, owner, person)) is not None]
    if not found:
        return None
    either = " OR ".join(sql for sql, _ in found)
    values = [value for _, each in found for value in each]
    if "organisation_id" not in table.columns:
        return f"({either})", values
    sql, filled = f'("organisation_id" = ? AND ({either}))', [person.organisation, *values]
    for owner in table.owners:
        if owner.by == "account" and person.whole:
            # What belongs to the platform, such as a link to sign in, goes by the account alone.
            sql += f' OR ("{owner.column}" IN ({marks(person.whole)}) AND COALESCE("organisation_id", 0) = 0)'
            filled += person.whole
    return f"({sql})", filled


def _owned(table: Table, owner: Owner, person: Person) -> Condition | None:
    column = f'"{owner.column}"'
    if owner.by == "contact":
        return f"{column} = ?", [person.contact]
    if owner.by == "row":
        parent = rows_of(tables[owner.of], person)
        return (f'{column} IN (SELECT "id" FROM "{owner.of}" WHERE {parent[0]})', parent[1]) if parent else None
    if owner.by == "address":
        return _among(f"LOWER({column})", person.addresses)
    return _among(column, person.accounts if "organisation_id" in table.columns else person.whole)


def _among(column: str, values: Sequence[Any]) -> Condition | None:
    return (f"{column} IN ({marks(values)})", list(values)) if values else None
