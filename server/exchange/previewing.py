"""What an import would do, for somebody to look at."""

from collections import Counter
from collections.abc import Iterator

from server.exchange.views import CellView, ColumnView, ImportPreview, LikenessView, LineView, TargetView
from server.kernel.language import Language
from server.people.importing import Sheet, Trial
from server.people.intake.report import refused_line
from server.people.sheets.cells import Cell, Row, unescaped
from server.people.sheets.columns import IGNORE, TARGETS, name_of
from server.people.sheets.lines import ContactLine
from server.people.sheets.reasons import sentence

SHOWN_LINES = 10
SHOWN_EXAMPLES = 3
SHOWN_REFUSED = 200
SHOWN_LIKELY = 200


def preview_of(sheet: Sheet, trial: Trial, language: Language) -> ImportPreview:
    """The preview of a file that was read and tried."""
    file, counted = sheet.file, Counter(trial.outcomes.values())
    problems = [each for each in (file.refusal, *file.refused) if each]
    return ImportPreview(
        file=file.name,
        refusal=sentence(file.refusal, language) if file.refusal else None,
        header=file.mapping.header if file.mapping else True,
        columns=list(_columns(sheet)),
        targets=list(_targets(sheet, language)),
        first_lines=[_line(row, sheet, trial) for row in file.rows[:SHOWN_LINES]],
        created=counted["created"],
        changed=counted["changed"],
        unchanged=counted["unchanged"],
        refused_lines=len({each.line for each in file.refused}),
        refused=[refused_line(each, language) for each in problems[:SHOWN_REFUSED]],
        likely=list(_likely(sheet, trial))[:SHOWN_LIKELY],
        makes=list(trial.makes),
    )


def _targets(sheet: Sheet, language: Language) -> Iterator[TargetView]:
    fields = sheet.catalogue.fields
    for target in (*TARGETS, *(field.target for field in fields)):
        yield TargetView(target=target, name=name_of(target, language, fields))


def _columns(sheet: Sheet) -> Iterator[ColumnView]:
    targets = sheet.file.mapping.targets if sheet.file.mapping else ()
    for place, header in enumerate(sheet.file.columns):
        cells = (row.cells[place] for row in sheet.file.rows if place < len(row.cells))
        found = [text for text in map(_text, cells) if text][:SHOWN_EXAMPLES]
        yield ColumnView(header=header, target=targets[place] if place < len(targets) else IGNORE, examples=found)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return unescaped(cell)[:100]
    return "" if not hasattr(cell, "isoformat") else cell.isoformat()


def _line(row: Row, sheet: Sheet, trial: Trial) -> LineView:
    understood: dict[int, ContactLine] = {line.line: line for line in sheet.file.lines[:SHOWN_LINES]}
    line = understood.get(row.line)
    return LineView(
        line=row.line,
        outcome=trial.outcomes.get(row.line, "refused"),
        contact=trial.known.get(row.line),
        cells=list(_cells(row, sheet, line)) if line else [],
    )


def _cells(row: Row, sheet: Sheet, line: ContactLine) -> Iterator[CellView]:
    names = {"first_name": line.first_name, "last_name": line.last_name, "birth_date": line.birth_date}
    for target, value in names.items():
        if value:
            yield CellView(target=target, text=str(value))
    targets = sheet.file.mapping.targets if sheet.file.mapping else ()
    for target, cell in zip(targets, row.cells, strict=False):
        if target not in (IGNORE, "infix", "full_name", *names) and (text := _text(cell)):
            yield CellView(target=target, text=text)


def _likely(sheet: Sheet, trial: Trial) -> Iterator[LikenessView]:
    names = {line.line: f"{line.first_name} {line.last_name}".strip() for line in sheet.file.lines}
    for each in trial.likely:
        yield LikenessView(
            line=each.line,
            name=names[each.line],
            contact=each.contact.id,
            contact_name=each.contact.name,
            because=each.because,
            taken=trial.known.get(each.line) == each.contact.id,
        )
