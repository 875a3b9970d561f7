"""The columns of people and of accounts that hold a contact's id."""

from server.people.merging.moving import move_links, move_tickets
from server.people.merging.periods import move_memberships, move_placements
from server.people.references import references, stays

CARD = "the card itself: the preview shows what becomes of it"


async def _by_the_card(_ctx: object, _merge: object) -> None:
    """Nothing: these are parts of the card, which is put together by what was chosen."""


for _table in ("address", "phone", "postal_address", "custom_value"):
    references(_table, "contact_id", mover=_by_the_card, counted=False)

references("placement", "contact_id", mover=move_placements)
references("membership", "contact_id", mover=move_memberships)
references("family_member", "contact_id", unique=("family_id",))
references("guardian_block", "guardian_id", unique=("child_id",))
references("guardian_block", "child_id", unique=("guardian_id",), counted=False)
references("company_person", "contact_id", unique=("company_id",))
references("company_person", "company_id", unique=("contact_id",))
references("distinct_pair", "one_id", unique=("other_id",), counted=False)
references("distinct_pair", "other_id", unique=("one_id",), counted=False)
references("link", "contact_id", mover=move_links)
references("ticket", "contact_id", mover=move_tickets, counted=False)

stays("audit", "contact_id", "the log tells who did it then; what was done is not told anew")
references("selection_member", "contact_id", unique=("selection_id",))
references("consent", "contact_id")
