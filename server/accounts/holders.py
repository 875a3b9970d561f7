"""Who holds a capability: whom the server tells what waits for them."""

from server.accounts.models import Account
from server.kernel.database import rows

HOLDING = """
    SELECT DISTINCT g."account_id" FROM "grant" g
    JOIN "role_capability" c ON c."role_id" = g."role_id" AND c."organisation_id" = g."organisation_id"
    WHERE g."organisation_id" = ? AND g."group_id" IS NULL AND g."ended_at" IS NULL AND c."capability" = ?
"""


async def people_with(organisation: int, capability: str) -> list[Account]:
    """The people who hold a capability in the whole organisation, by a role."""
    found = await rows(HOLDING, [organisation, capability])
    ids = [row["account_id"] for row in found]
    return await Account.filter(id__in=ids, kind="person").order_by("id") if ids else []
