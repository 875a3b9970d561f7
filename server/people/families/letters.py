"""The letters on the day somebody turns 18: nobody acts for them any more, and how to go on if both want."""

from collections.abc import Sequence

from server.accounts.models import Link, Organisation
from server.kernel.language import Language
from server.kernel.letters import Letter
from server.people.models import Address, Contact

WEEK = 7 * 24 * 3600.0


async def letters_on_growing_up(house: Organisation, links: Sequence[int]) -> list[Letter]:
    """To each who acted, and to who turned 18, once for each link that ended; three queries."""
    if not links:
        return []
    ended = await Link.filter(organisation_id=house.id, id__in=list(links)).select_related("account").order_by("id")
    wards = {row.id: row for row in await _wards(house.id, ended)}
    reached = await _addresses(house.id, list(wards))
    letters = [_to_guardian(house, link, wards[link.contact_id]) for link in ended]
    for link in ended:
        letters += _to_ward(house, link, wards[link.contact_id], reached.get(link.contact_id))
    return [letter for letter in letters if letter.address]


async def _wards(organisation: int, ended: Sequence[Link]) -> list[Contact]:
    ids = sorted({link.contact_id for link in ended})
    return await Contact.filter(organisation_id=organisation, id__in=ids)


async def _addresses(organisation: int, wards: Sequence[int]) -> dict[int, str]:
    """The first address of each; where they sign in themselves it is that account's."""
    found = await Address.filter(organisation_id=organisation, contact_id__in=list(wards)).order_by("-place")
    reached = {row.contact_id: row.address for row in found}
    own = Link.filter(organisation_id=organisation, contact_id__in=list(wards), kind="self", until_at=None)
    for link in await own.select_related("account"):
        reached[link.contact_id] = link.account.address or reached.get(link.contact_id, "")
    return reached


def _to_guardian(house: Organisation, link: Link, ward: Contact) -> Letter:
    account = link.account
    names = {"name": account.name, "other": ward.name}
    return _letter("grown_child", house, f"grown_up:{link.id}", account.address or "", _spoken(account.language), names)


def _to_ward(house: Organisation, link: Link, ward: Contact, address: str | None) -> list[Letter]:
    names = {"name": ward.name, "other": link.account.name}
    cause = f"grown_up:{link.id}:self"
    return [_letter("grown_up", house, cause, address, _spoken(ward.language), names)] if address else []


def _letter(
    kind: str, house: Organisation, cause: str, address: str, language: Language, params: dict[str, str]
) -> Letter:
    return Letter(
        kind=kind,
        cause=cause,
        address=address,
        language=language,
        params=params,
        organisation=house.id,
        expires_in=WEEK,
    )


def _spoken(language: str) -> Language:
    return "en" if language == "en" else "nl"
