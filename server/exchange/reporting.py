"""The report on an import as it is kept: without what stood in the file."""

from dataclasses import replace

import msgspec

from server.exchange.models import ContactImport
from server.exchange.views import ImportView
from server.people.intake.report import Report
from server.people.sheets.contacts import ContactFile
from server.people.sheets.reasons import Param, Refused

KEPT_REFUSED = 500
_HIDDEN = "…"
# What these are filled in with stood in the file: a person who is erased would live on here.
_PERSONAL = ("value", "since", "until")


def without_values(file: ContactFile) -> ContactFile:
    """The same file, with nothing of what stood in its wrong cells; the first of them, if there are many."""
    return replace(file, refused=tuple(_bare(refused) for refused in file.refused[:KEPT_REFUSED]))


def _bare(refused: Refused) -> Refused:
    params: dict[str, Param] = {name: _HIDDEN if name in _PERSONAL else value for name, value in refused.params.items()}
    return replace(refused, params=params)


def import_view(row: ContactImport) -> ImportView:
    """What one sees of an import."""
    report = msgspec.json.decode(row.report, type=Report) if row.report else None
    return ImportView.of(row, report=report)
