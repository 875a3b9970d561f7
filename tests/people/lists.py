"""Lists of members to import, and looking at what became of them."""

from datetime import date
from pathlib import Path

from server.accounts.models import Organisation
from server.people.importing import Report, import_contacts
from server.people.models import Address, Contact, Phone, Placement
from tests.world import World

DEMO = Path(__file__).parents[2] / "demo"
HEADERS = "Voornaam;Achternaam;Geboortedatum;E-mail 1;E-mail 2;Telefoon;Groep;Functie;Lid van;Lid tot;Gezin;Gezinsrol"
ZOE = "Zoë;Van Wulpenberg;30/07/1991;zoe@rietvink.example;;0470 00 00 02;Sopranen;Zanger;1/9/2015;;;"


async def take_in(choir: World, *lines: str, organisation: int | None = None, headers: str = HEADERS) -> Report:
    """Import lines of CSV."""
    owner = await Organisation.get(id=organisation or choir.organisation)
    content = "\n".join([headers, *lines]).encode()
    return await import_contacts(choir.house.units, owner, content, "leden.csv", "nl")


async def take_in_file(choir: World, name: str, language: str = "nl") -> Report:
    """Import one of the demo's files."""
    owner = await Organisation.get(id=choir.organisation)
    content = (DEMO / name).read_bytes()
    return await import_contacts(choir.house.units, owner, content, name, "en" if language == "en" else "nl")


async def found(choir: World, first_name: str) -> Contact:
    """The only contact of this first name."""
    return await Contact.get(organisation_id=choir.organisation, first_name=first_name)


async def addresses(contact: Contact) -> list[str]:
    """Where their mail goes, in order."""
    of = await Address.filter(organisation_id=contact.organisation_id, contact_id=contact.id).order_by("place")
    return [address.address for address in of]


async def phones(contact: Contact) -> list[str]:
    """Their telephone numbers, in order."""
    of = await Phone.filter(organisation_id=contact.organisation_id, contact_id=contact.id).order_by("place")
    return [phone.number for phone in of]


async def placements(contact: Contact) -> list[tuple[str, str, date | None, date | None]]:
    """Group, function and days of a contact."""
    of = Placement.filter(organisation_id=contact.organisation_id, contact_id=contact.id).order_by("function__name")
    known = await of.select_related("group_season__group", "function")
    return [(row.group_season.group.name, row.function.name, row.from_day, row.until_day) for row in known]


def figures(report: Report) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, refused."""
    return report.created, report.changed, report.unchanged, len(report.refused)
