"""Taking a calendar file of another program into the agenda; taking it again changes only what changed in it."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from server.accounts.models import Organisation
from server.agenda.calendar_file import CalendarFileRefused, read_calendar
from server.agenda.import_merge import Merge, stored_uid
from server.agenda.import_plans import FilePlan, FileRefused, RefusedLine, SeriesPlan, plan_file
from server.agenda.making import host_of
from server.agenda.models import Occurrence, Series
from server.agenda.zones import to_local
from server.kernel.clock import clock
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.units import Units
from server.kernel.wire import View


class TakenLine(View, frozen=True):
    """An activity of a file: the line on which it begins, and its title."""

    line: int
    title: str


class RefusedItem(View, frozen=True):
    """Why an activity, or part of it, was not taken; `line` counts from 1, and is 0 for the file as a whole."""

    line: int
    uid: str
    code: str
    sentence: str


class CalendarReport(View, frozen=True):
    """What became of a calendar file: activities by line, and how many dates are new, changed or cancelled by it.

    With a `refusal` nothing of it was taken; then `refused` holds that, as of line 0. `name` is the calendar's own.
    """

    file: str
    language: Language
    refusal: str | None = None
    name: str = ""
    added: tuple[TakenLine, ...] = ()
    changed: tuple[TakenLine, ...] = ()
    unchanged: int = 0
    refused: tuple[RefusedItem, ...] = ()
    dates_added: int = 0
    dates_changed: int = 0
    dates_cancelled: int = 0

    @property
    def lines(self) -> list[str]:
        """The report in sentences, in its language, for a shell."""
        if self.refusal is not None:
            return [self._say("calendar_refused", sentence=self.refusal)]
        shown = [self._say("calendar_taken", **self._figures())]
        return shown + [self._say("calendar_line", line=each.line, sentence=each.sentence) for each in self.refused]

    def _figures(self) -> dict[str, int]:
        counted = {name: len(getattr(self, name)) for name in ("added", "changed", "refused")}
        numbers = ("unchanged", "dates_added", "dates_changed", "dates_cancelled")
        return counted | {name: getattr(self, name) for name in numbers}

    def _say(self, key: str, **params: object) -> str:
        return say(Reason(key, file=self.file, **params), self.language)


async def import_calendar(
    units: Units, organisation: Organisation, data: bytes, file_name: str, language: Language = "nl"
) -> CalendarReport:
    """Take an .ics file (5 MiB at most) into an organisation's agenda, in a unit of work of its own.

    An activity is known again by its UID: what moved is moved, what was cancelled or left out is cancelled, and what
    was changed by hand here stays. An activity that the file no longer has stays too, as it may be of another file. The
    same file again changes nothing.
    """
    now = clock.now()
    try:
        # Reading and expanding may take seconds: in a thread, before the transaction.
        planned = await asyncio.to_thread(_plan, organisation, data, to_local(now, organisation.zone).date())
    except FileRefused as refusal:
        sentence = say(refusal.reason, language)
        whole = RefusedItem(line=0, uid="", code=refusal.reason.key, sentence=sentence)
        return CalendarReport(file=file_name, language=language, refusal=sentence, refused=(whole,))
    async with units.write() as unit:
        # Of two imports at once the second waits, and then finds what the first made.
        await Organisation.filter(id=organisation.id).select_for_update().get()
        merge = Merge(unit, organisation.id, now, host_of(units.site))
        return await _take_in(merge, organisation.id, planned, CalendarReport(file=file_name, language=language))


def _plan(organisation: Organisation, data: bytes, today: date) -> FilePlan:
    untitled = say(Reason("untitled"), "nl" if organisation.language == "nl" else "en")
    try:
        file = read_calendar(data, organisation.zone)
    except CalendarFileRefused as refusal:
        raise FileRefused(Reason(f"calendar_{refusal.code}", **refusal.params)) from None
    return plan_file(file, today, untitled)


async def _take_in(merge: Merge, organisation: int, planned: FilePlan, report: CalendarReport) -> CalendarReport:
    own, strange = await _apart(organisation, planned.series)
    known = await _known(organisation, strange)
    rows = await _rows(organisation, [series.id for series in known.values()])
    added, changed = [], []
    for each in strange:
        line = TakenLine(line=each.draft.line, title=each.draft.title)
        series = known.get(stored_uid(each.draft.uid))
        if series is None:
            merge.take(each)
            added.append(line)
        elif merge.update(each, series, rows[series.id]):
            changed.append(line)
    ours = [RefusedLine(each.draft.line, each.draft.uid, Reason("item_own_calendar")) for each in own]
    refused = sorted([*planned.refused, *ours], key=lambda line: line.line)
    return msgspec.structs.replace(
        report,
        name=planned.name,
        added=tuple(added),
        changed=tuple(changed),
        unchanged=len(strange) - len(added) - len(changed),
        refused=tuple(_refused(line, report.language) for line in refused),
        dates_added=merge.added,
        dates_changed=merge.changed,
        dates_cancelled=merge.cancelled,
    )


def _refused(line: RefusedLine, language: Language) -> RefusedItem:
    return RefusedItem(line=line.line, uid=line.uid, code=line.reason.key, sentence=say(line.reason, language))


async def _apart(organisation: int, planned: Sequence[SeriesPlan]) -> tuple[list[SeriesPlan], list[SeriesPlan]]:
    """What comes from our own feed, which would stand there twice, and the rest."""
    uids = [stored_uid(each.draft.uid) for each in planned]
    found = Occurrence.filter(organisation_id=organisation, uid__in=uids)
    ours = {row.uid for row in await found.only("id", "uid")} if uids else set()
    return [e for e in planned if e.draft.uid in ours], [e for e in planned if e.draft.uid not in ours]


async def _known(organisation: int, planned: Sequence[SeriesPlan]) -> dict[str, Series]:
    uids = [stored_uid(each.draft.uid) for each in planned]
    return {row.uid: row for row in await Series.filter(organisation_id=organisation, uid__in=uids)} if uids else {}


async def _rows(organisation: int, series: Sequence[int]) -> dict[int, list[Occurrence]]:
    rows: dict[int, list[Occurrence]] = defaultdict(list)
    if series:
        for row in await Occurrence.filter(organisation_id=organisation, series_id__in=list(series)):
            rows[row.series_id].append(row)
    return rows
