"""What the columns of privacy itself are to a person."""

from server.kernel.personal import ACCOUNT, CONTACT, OWN, TECHNICAL, contact_in, personal, reference, tenant
from server.people.references import references

personal(
    "archive",
    tenant(
        {"contact_id": CONTACT, "account_id": ACCOUNT, "own": TECHNICAL, "state": TECHNICAL}
        | {"file_id": reference("file"), "asked_at": TECHNICAL, "ready_at": TECHNICAL}
    ),
    contact_in("contact_id"),
)
personal(
    "erasure_request",
    tenant({"contact_id": CONTACT, "account_id": ACCOUNT, "asked_at": TECHNICAL, "declined_at": TECHNICAL}),
    contact_in("contact_id"),
)
personal("retention_rule", tenant({"kind": OWN, "months": OWN, "enabled": OWN}))

references("archive", "contact_id", counted=False)
references("erasure_request", "contact_id", counted=False)
