"""Importing contacts from CSV or Excel: all lines that are right in one transaction, and a report on the others."""

import asyncio
from collections import Counter
from zoneinfo import ZoneInfo

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.units import Units
from server.kernel.wire import View
from server.people.intake import Outcome
from server.people.intake_fields import load_catalogue
from server.people.intake_whole import Intake
from server.people.matching import match_lines
from server.people.sheets.contacts import ContactFile, Wishes, read_contacts
from server.people.sheets.lines import ContactLine
from server.people.sheets.reasons import Refused, sentence


class RefusedLine(View, frozen=True):
    """Why a line was left out; `line` counts as the person's own program does, `column` is empty for the whole line."""

    line: int
    column: str
    code: str
    sentence: str


class Report(View, frozen=True):
    """What became of a file. With a `refusal` nothing of it was taken; then `refused` holds that, as of line 0.

    `without_group` counts people whose function or dates of membership found no group to be kept in.
    """

    file: str
    language: Language
    refusal: str | None = None
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    without_group: int = 0
    refused: tuple[RefusedLine, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The report in sentences, in its language, for a shell."""
        if self.refusal is not None:
            return [self._say("contacts_refused", sentence=self.refusal)]
        told = "contacts_done" if self.created or self.changed or self.refused else "contacts_unchanged"
        shown = [self._say(told, created=self.created, changed=self.changed, unchanged=self.unchanged)]
        if self.unknown_columns:
            shown.append(self._say("contacts_unknown_columns", columns=", ".join(self.unknown_columns)))
        if self.without_group:
            shown.append(self._say("contacts_without_group", count=self.without_group))
        shown += [self._refused_line(refused) for refused in self.refused]
        if self.refused:
            shown.append(self._say("contacts_lines_refused", count=len({refused.line for refused in self.refused})))
        return shown

    def _refused_line(self, refused: RefusedLine) -> str:
        key = "contacts_line" if refused.column else "contacts_whole_line"
        return self._say(key, line=refused.line, column=refused.column, sentence=refused.sentence)

    def _say(self, key: str, **params: object) -> str:
        return say(Reason(key, file=self.file, **params), self.language)


async def import_contacts(
    units: Units, organisation: Organisation, data: bytes, file_name: str, language: Language = "nl"
) -> Report:
    """Create and update an organisation's contacts from a file, with their addresses, groups and families.

    A line is about a known contact with the same name and birth date, or the same name and first address; what it
    leaves open stays as it was, and nobody is removed. All lines that are right go in one transaction; the report
    names the others. The same file again changes nothing.
    """
    today = clock.now().astimezone(ZoneInfo(organisation.zone)).date()
    catalogue = await load_catalogue(organisation.id)
    file = await asyncio.to_thread(read_contacts, data, file_name, today, Wishes(catalogue=catalogue))
    outcomes: Counter[Outcome] = Counter()
    if file.lines:
        async with units.write() as unit:
            # Of two imports at once the second waits, and then finds what the first made.
            await Organisation.filter(id=organisation.id).select_for_update().get()
            intake = await Intake.load(organisation, catalogue, today, lock=True)
            outcomes = intake.take(file.lines, match_lines(file.lines, intake.known()))
            await intake.write(unit)
    return _report(file, outcomes, language)


def _report(file: ContactFile, outcomes: Counter[Outcome], language: Language) -> Report:
    return Report(
        file=file.name,
        language=language,
        refusal=sentence(file.refusal, language) if file.refusal else None,
        created=outcomes["created"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        without_group=sum(_without_group(line) for line in file.lines),
        refused=tuple(_refused(refused, language) for refused in (file.refusal, *file.refused) if refused),
        unknown_columns=file.ignored_columns,
    )


def _without_group(line: ContactLine) -> bool:
    return bool(line.groups) and not any(group.name for group in line.groups)


def _refused(refused: Refused, language: Language) -> RefusedLine:
    return RefusedLine(
        line=refused.line, column=refused.column, code=refused.code, sentence=sentence(refused, language)
    )
