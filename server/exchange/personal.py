"""What the columns of imports are to a person: the lists themselves are files, which go when anybody is erased."""

from server.kernel.personal import ACCOUNT, OWN, TECHNICAL, personal, reference, tenant

personal(
    "contact_import",
    tenant(
        {"account_id": ACCOUNT, "file_id": reference("file"), "file_name": OWN, "language": TECHNICAL, "choices": OWN}
        | {"state": TECHNICAL, "lines": TECHNICAL, "report": OWN, "created_at": TECHNICAL, "started_at": TECHNICAL}
        | {"ended_at": TECHNICAL}
    ),
)
