"""Somebody is erased: their login goes with them, if no other organisation knows it."""

from server.accounts.events import AccountChanged, SessionEnded
from server.accounts.models import Account, Link, Session
from server.kernel.clock import clock
from server.kernel.personal import Erasing, Person, erased_by


@erased_by("accounts")
async def erase_login(erasing: Erasing) -> None:
    """End what reaches the contact, and erase the accounts that stand nowhere else, with their sessions."""
    person = erasing.person
    links = await _links(person)
    await _end_acting(erasing, [link.id for link in links])
    for account in await Account.filter(id__in=sorted({*person.accounts, *(link.account_id for link in links)})):
        erasing.unit.emit(AccountChanged(account))
    if person.whole:
        for session in await Session.filter(account_id__in=list(person.whole), ended_at=None):
            erasing.unit.emit(SessionEnded(session))
        await Session.filter(account_id__in=list(person.whole)).delete()
        await Account.filter(id__in=list(person.whole)).delete()


async def _links(person: Person) -> list[Link]:
    """Who acts for them, and for whom they act."""
    own = {"organisation_id": person.organisation}
    found = await Link.filter(contact_id=person.contact, **own)
    return [*found, *await Link.filter(account_id__in=list(person.accounts), **own)] if person.accounts else found


async def _end_acting(erasing: Erasing, links: list[int]) -> None:
    if not links:
        return
    for session in await Session.filter(link_id__in=links, ended_at=None):
        if session.account_id not in erasing.person.whole:
            erasing.unit.change(session, ended_at=clock.now())
            erasing.unit.emit(SessionEnded(session))
