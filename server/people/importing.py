"""Importing contacts from a file: all its lines that are right in one transaction, or none, and a report."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date

import msgspec

from server.accounts.models import Organisation
from server.kernel.language import Language
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Units
from server.kernel.zones import today_in_zone
from server.people.catalogue import load_catalogue
from server.people.intake.matching import Likeness, match_lines
from server.people.intake.people import Outcome
from server.people.intake.report import Report, make_report
from server.people.intake.whole import Intake
from server.people.sheets.columns import Catalogue
from server.people.sheets.contacts import ContactFile, Wishes, read_contacts
from server.people.sheets.mapping import ColumnMapping


class Choices(msgspec.Struct, frozen=True):
    """How a file is to be taken.

    `mapping`: what its columns hold, guessed from their headers if not said, with `by_values` also from what stands in
    them. `whole`: nothing is taken when any line is wrong. `decisions`: whom a line is about (line → contact), or None
    for somebody new.
    """

    mapping: ColumnMapping | None = None
    by_values: bool = False
    whole: bool = False
    decisions: Mapping[int, int | None] = {}


class Given(msgspec.Struct, frozen=True):
    """A file as somebody gave it."""

    name: str
    content: bytes


class Sheet(msgspec.Struct, frozen=True):
    """A file that was read for an organisation on a day."""

    organisation: Organisation
    file: ContactFile
    catalogue: Catalogue
    today: date
    choices: Choices

    @property
    def stopped(self) -> bool:
        """Nothing of it is taken, as some lines are wrong and all or nothing was asked."""
        return self.choices.whole and bool(self.file.refused)


class Trial(msgspec.Struct, frozen=True):
    """What taking a file in would do: what becomes of each line, whom lines may be about, what is made besides."""

    outcomes: Mapping[int, Outcome] = {}
    likely: tuple[Likeness, ...] = ()
    known: Mapping[int, int] = {}
    makes: tuple[str, ...] = ()


async def read_sheet(organisation: Organisation, given: Given, choices: Choices) -> Sheet:
    """Read a file, beside the event loop."""
    today = today_in_zone(organisation.zone)
    catalogue = await load_catalogue(organisation.id)
    wishes = Wishes(choices.mapping, catalogue, choices.by_values)
    file = await asyncio.to_thread(read_contacts, given.content, given.name, today, wishes)
    return Sheet(organisation, file, catalogue, today, choices)


async def with_columns(organisation: Organisation, given: Given, changed: Mapping[str, str]) -> ColumnMapping | None:
    """The guessed mapping of a file, changed for some columns: header → target. None for a file that is not read.

    Raises `KeyError` with a header that the file does not have.
    """
    file = (await read_sheet(organisation, given, Choices())).file
    if file.mapping is None:
        return None
    targets = list(file.mapping.targets)
    places = {text: place for place, text in enumerate(file.columns)}
    for header, target in changed.items():
        targets[places[header]] = target
    return ColumnMapping(tuple(targets), file.mapping.header)


async def try_out(sheet: Sheet) -> Trial:
    """What `take_in` would do now. Writes nothing."""
    if not sheet.file.lines:
        return Trial()
    intake = await Intake.load(sheet.organisation, sheet.catalogue, sheet.today, lock=False)
    return await asyncio.to_thread(_try_lines, sheet, intake)


def _try_lines(sheet: Sheet, intake: Intake) -> Trial:
    matched = match_lines(sheet.file.lines, intake.known(), sheet.choices.decisions)
    outcomes = intake.take(sheet.file.lines, matched.known)
    known = {line: contact.id for line, contact in matched.known.items()}
    return Trial(outcomes, tuple(matched.likely), known, tuple(intake.makes))


async def take_in(unit: UnitOfWork, sheet: Sheet) -> Counter[Outcome]:
    """Take the lines of a file in, in the running transaction; how many had which outcome.

    Of two imports at once the second waits, and then finds what the first made.
    """
    if not sheet.file.lines or sheet.stopped:
        return Counter()
    await Organisation.filter(id=sheet.organisation.id).select_for_update().get()
    intake = await Intake.load(sheet.organisation, sheet.catalogue, sheet.today, lock=True)
    trial = await asyncio.to_thread(_try_lines, sheet, intake)
    await intake.write(unit)
    return Counter(trial.outcomes.values())


async def import_contacts(
    units: Units,
    organisation: Organisation,
    content: bytes,
    file_name: str,
    language: Language = "nl",
    choices: Choices | None = None,
) -> Report:
    """Create and update an organisation's contacts from a file, with all that it says of them.

    A line is about a known contact with the same name and birth date, or the same name and first address; what it
    leaves open stays as it was, and nobody is removed. All lines that are right go in one transaction; the report
    names the others. The same file again changes nothing.
    """
    sheet = await read_sheet(organisation, Given(file_name, content), choices or Choices())
    outcomes: Counter[Outcome] = Counter()
    if sheet.file.lines and not sheet.stopped:
        async with units.write() as unit:
            outcomes = await take_in(unit, sheet)
    return make_report(sheet.file, outcomes, language, stopped=sheet.stopped)


async def try_import(organisation: Organisation, given: Given, language: Language, choices: Choices) -> Report:
    """The report that `import_contacts` would give. Writes nothing."""
    sheet = await read_sheet(organisation, given, choices)
    outcomes = Counter((await try_out(sheet)).outcomes.values()) if not sheet.stopped else Counter()
    return make_report(sheet.file, outcomes, language, stopped=sheet.stopped)
