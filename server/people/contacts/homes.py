"""What a card keeps from who acts for its contact: names and reach of a home to which they do not belong."""

from collections.abc import Sequence
from typing import Any, TypeVar

from server.kernel.access import Actor
from server.kernel.errors import Reason
from server.kernel.wire import invalid
from server.people.contacts.inputs import MOST
from server.people.contacts.opening import Opened
from server.people.families.policies import oneself
from server.people.families.sight import NO_OTHER_HOME, OtherHome, other_home
from server.people.models import Address, FamilyMember, Phone, PostalAddress

Placed = Address | Phone | PostalAddress
R = TypeVar("R", bound=Placed)
Row = dict[str, Any]

LISTS: dict[str, Any] = {"addresses": Address, "phones": Phone, "postal_addresses": PostalAddress}


async def hidden_home(actor: Actor, opened: Opened) -> OtherHome:
    """What the actor does not see on this card: something only for who acts for somebody."""
    return await other_home(actor, opened.contact) if opened.own and not opened.manages else NO_OTHER_HOME


def is_hidden(home: OtherHome, row: Placed) -> bool:
    """Whether a line of a card belongs to the other home."""
    if isinstance(row, Address):
        return home.has_address(row.address)
    if isinstance(row, Phone):
        return home.has_phone(row.number)
    return home.has_home(row.street, row.postcode)


def visible(home: OtherHome, rows: Sequence[R]) -> list[R]:
    """The lines that are shown."""
    return [row for row in rows if not is_hidden(home, row)]


async def families_in_sight(actor: Actor, opened: Opened, families: Sequence[FamilyMember]) -> list[FamilyMember]:
    """The families that are shown: to who acts for somebody only those to which they belong themselves."""
    own = oneself(actor, opened.contact.organisation_id)
    if opened.manages or not opened.own or own == opened.contact.id or not families:
        return list(families)
    here = FamilyMember.filter(organisation_id=opened.contact.organisation_id, contact_id=own or 0)
    shared: set[Any] = set(await here.values_list("family_id", flat=True))
    return [member for member in families if member.family_id in shared]


async def with_hidden(home: OtherHome, opened: Opened, values: Row) -> Row:
    """The lists that are to be written, with the lines behind them that their writer does not see: who replaces a list
    takes away only what was shown. Raises `Refusal("invalid")` when there are too many then."""
    if home == NO_OTHER_HOME:
        return values
    whole = dict(values)
    for name, model in LISTS.items():
        if name in values:
            rows = await model.filter(
                organisation_id=opened.contact.organisation_id, contact_id=opened.contact.id
            ).order_by("place")
            whole[name] = _joined(name, values[name], [row for row in rows if is_hidden(home, row)])
    return whole


def _joined(name: str, given: Sequence[Row], hidden: Sequence[Placed]) -> list[Row]:
    columns = {"addresses": ("address",), "phones": ("number",), "postal_addresses": ("street", "postcode")}[name]
    said = {tuple(str(row[column]).casefold() for column in columns) for row in given}
    kept = [row for row in hidden if tuple(str(getattr(row, column)).casefold() for column in columns) not in said]
    if len(given) + len(kept) > MOST:
        raise invalid(**{name: Reason("field_too_many", limit=MOST - len(kept))})
    return [*given, *({column: getattr(row, column) for column in _COLUMNS[name]} for row in kept)]


_COLUMNS = {
    "addresses": ("address", "label"),
    "phones": ("number", "label"),
    "postal_addresses": ("street", "postcode", "town", "country", "label"),
}
