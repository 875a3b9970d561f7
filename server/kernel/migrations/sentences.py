"""What the migration runner says."""

from collections.abc import Callable
from typing import Any

from server.kernel.errors import Reason, StartRefused
from server.kernel.language import Language, say, sentences

Report = Callable[[str], None]


class MigrationFailed(StartRefused):
    """The database is as it was; the reason says what to do."""


class Teller:
    """Says sentences of the catalogue in one language."""

    def __init__(self, report: Report, language: Language) -> None:
        self._report = report
        self._language = language

    def tell(self, key: str, **params: Any) -> None:
        """Report one sentence."""
        self._report(say(Reason(key, **params), self._language))


sentences(
    {
        "migration_none": ("De gegevensbank is bijgewerkt.", "The database is up to date."),
        "migration_plan": ("Uit te voeren: {names}.", "To apply: {names}."),
        "migration_plan_back": ("Terug te draaien: {names}.", "To undo: {names}."),
        "migration_waiting": (
            "Een ander proces werkt de gegevensbank bij; we wachten.",
            "Another process is migrating the database; waiting.",
        ),
        "migration_backup": ("Reservekopie: {file}", "Backup: {file}"),
        "migration_no_backup": (
            "PostgreSQL doet alles in één transactie, zonder reservekopie; maak er zelf een met pg_dump.",
            "PostgreSQL does it all in one transaction, without a backup; make one yourself with pg_dump.",
        ),
        "migration_applying": ("{name} wordt uitgevoerd.", "Applying {name}."),
        "migration_undoing": ("{name} wordt teruggedraaid.", "Undoing {name}."),
        "migration_checking": ("De gegevensbank wordt nagekeken.", "Checking the database."),
        "migration_rows": (
            "Tabel {table}: {before} rijen werden er {after}.",
            "Table {table}: {before} rows became {after}.",
        ),
        "migration_done": ("Klaar.", "Done."),
        "migration_restored": (
            "De reservekopie {file} is teruggezet.",
            "The backup {file} has been restored.",
        ),
        "migration_failed": (
            "Het bijwerken mislukte bij {name}: {problem}. De gegevensbank is zoals ze was.",
            "Migrating failed at {name}: {problem}. The database is as it was.",
        ),
        "migration_broken_before": (
            "De gegevensbank is beschadigd en wordt niet aangeraakt: {problem}. Zet een reservekopie terug.",
            "The database is damaged and is left alone: {problem}. Restore a backup.",
        ),
        "migration_unknown": (
            "Er is geen migratie {name}. Er zijn: {names}.",
            "There is no migration {name}. There are: {names}.",
        ),
        "migration_newer": (
            "De gegevensbank is van een nieuwere versie van Akkoord ({names}). Gebruik die versie.",
            "The database is of a newer version of Akkoord ({names}). Use that version.",
        ),
        "migration_final": (
            "{name} kan niet worden teruggedraaid. Zet een reservekopie terug.",
            "{name} cannot be undone. Restore a backup.",
        ),
        "migration_order": (
            "{name} moet volgen op {before}: geef het dat als enige 'dependencies'.",
            "{name} must follow {before}: give it that as its only dependency.",
        ),
    }
)
