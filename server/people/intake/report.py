"""What became of a file of contacts, in figures and in sentences."""

from collections import Counter

from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.wire import View
from server.people.intake.people import Outcome
from server.people.sheets.contacts import ContactFile
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

    `stopped`: nothing was taken, as lines were wrong and all or nothing was asked. `without_group` counts people whose
    function found no group to be kept in.
    """

    file: str
    language: Language
    refusal: str | None = None
    stopped: bool = False
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
        shown = [self._say(self._told, created=self.created, changed=self.changed, unchanged=self.unchanged)]
        if self.unknown_columns:
            shown.append(self._say("contacts_unknown_columns", columns=", ".join(self.unknown_columns)))
        if self.without_group:
            shown.append(self._say("contacts_without_group", count=self.without_group))
        shown += [self._refused_line(refused) for refused in self.refused]
        if self.refused:
            shown.append(self._say("contacts_lines_refused", count=len({refused.line for refused in self.refused})))
        return shown

    @property
    def _told(self) -> str:
        if self.stopped:
            return "contacts_stopped"
        return "contacts_done" if self.created or self.changed or self.refused else "contacts_unchanged"

    def _refused_line(self, refused: RefusedLine) -> str:
        key = "contacts_line" if refused.column else "contacts_whole_line"
        return self._say(key, line=refused.line, column=refused.column, sentence=refused.sentence)

    def _say(self, key: str, **params: object) -> str:
        return say(Reason(key, file=self.file, **params), self.language)


def make_report(file: ContactFile, outcomes: Counter[Outcome], language: Language, *, stopped: bool) -> Report:
    """The report on a file."""
    return Report(
        file=file.name,
        language=language,
        refusal=sentence(file.refusal, language) if file.refusal else None,
        stopped=stopped,
        created=outcomes["created"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        without_group=sum(_without_group(line) for line in file.lines),
        refused=tuple(refused_line(refused, language) for refused in (file.refusal, *file.refused) if refused),
        unknown_columns=file.ignored_columns,
    )


def _without_group(line: ContactLine) -> bool:
    return bool(line.groups) and not any(group.name for group in line.groups)


def refused_line(refused: Refused, language: Language) -> RefusedLine:
    """What is wrong, in a sentence."""
    return RefusedLine(
        line=refused.line, column=refused.column, code=refused.code, sentence=sentence(refused, language)
    )
