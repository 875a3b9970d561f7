"""The log of administrative acts: what its rows are about, by name."""

from collections.abc import Awaitable, Callable, Sequence

from server.kernel.models import Row

Names = Callable[[int, Sequence[int]], Awaitable[dict[int, str]]]

subject_names: dict[str, Names] = {}
"""Subject of `Context.record` → what gives names by id, in one organisation, as they are today."""


def subjects_named(subject: str) -> Callable[[Names], Names]:
    """Decorate what names the subjects of one kind when the log is read: `(organisation, ids) → {id: name}`."""

    def register(names: Names) -> Names:
        subject_names[subject] = names
        return names

    return register


def named_by(subject: str, model: type[Row], column: str = "name") -> None:
    """Subjects of this kind are rows of a model, whose `column` names them."""

    @subjects_named(subject)
    async def names(organisation: int, ids: Sequence[int]) -> dict[int, str]:
        found = await model.filter(organisation_id=organisation, id__in=list(ids))
        return {row.id: getattr(row, column) or "" for row in found}
