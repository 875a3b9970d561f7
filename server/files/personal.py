"""What the columns of files are to a person."""

from server.kernel.personal import ACCOUNT, CONTACT, CONTENT, TECHNICAL, contact_in, personal, tenant

personal(
    "file",
    tenant(
        {"purpose": TECHNICAL, "name": CONTENT, "media_type": TECHNICAL, "blob": TECHNICAL, "bytes": TECHNICAL}
        | {
            "stored": TECHNICAL,
            "digest": TECHNICAL,
            "width": TECHNICAL,
            "height": TECHNICAL,
            "seconds": TECHNICAL,
            "uploaded_by": ACCOUNT,
        }
        | {"contact_id": CONTACT, "created_at": TECHNICAL, "receiving_at": TECHNICAL, "arrived_at": TECHNICAL}
        | {"claimed_at": TECHNICAL, "removed_at": TECHNICAL}
    ),
    contact_in("contact_id"),
    erased="own",
    label=("name",),
)
personal("file_usage", {"organisation_id": TECHNICAL, "bytes": TECHNICAL})
