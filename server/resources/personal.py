"""What the columns of resources are to a person: they are the organisation's."""

from server.kernel.personal import DERIVED, OWN, TECHNICAL, personal, reference, tenant

personal(
    "resource",
    tenant(
        {"name": OWN, "kind": OWN, "capacity": OWN, "place": OWN, "remarks": OWN, "picture_id": reference("file")}
        | {"search_text": DERIVED, "created_at": TECHNICAL, "closed_at": TECHNICAL}
    ),
    label=("name",),
)
