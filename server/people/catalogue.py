"""The words that an organisation has of its own, for lists: its fields, and the parts in families."""

from server.people.models import CustomChoice, CustomField, FamilyFunction
from server.people.sheets import columns

COLUMNS = {"text": "text", "number": "number", "date": "day", "choice": "choice_id", "yes_no": "yes"}
"""In which column of `CustomValue` a field of a kind has its value; files are not in lists."""


async def load_catalogue(organisation: int) -> columns.Catalogue:
    """The words that an organisation has of its own: its open fields with their choices, and the parts in families."""
    own = {"organisation_id": organisation}
    choices = await CustomChoice.filter(**own, closed_at=None).order_by("position", "id")
    fields = await CustomField.filter(**own, closed_at=None).order_by("position", "id")
    parts = await FamilyFunction.filter(**own).order_by("position", "id")
    return columns.Catalogue(
        tuple(
            columns.CustomField(
                field.id,
                field.name,
                field.kind,  # type: ignore[arg-type]
                tuple(choice.name for choice in choices if choice.field_id == field.id),
            )
            for field in fields
            if field.kind in COLUMNS
        ),
        tuple(columns.FamilyPart(part.id, part.name, part.key) for part in parts),
    )
