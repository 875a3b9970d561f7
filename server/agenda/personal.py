"""What the columns of the agenda are to a person: activities are the organisation's, calendar addresses theirs."""

from server.kernel.personal import ACCOUNT, OWN, SECRET, TECHNICAL, account_in, live, personal, reference, tenant

ACTIVITY = {
    "uid": OWN,
    "title": OWN,
    "place": OWN,
    "remarks": OWN,
    "zone": OWN,
    "local_start": OWN,
    "all_day": OWN,
    "group_id": reference("group"),
    "created_at": TECHNICAL,
}

personal(
    "series",
    tenant({**ACTIVITY, "duration_minutes": OWN, "rule": OWN, "made_until": TECHNICAL}),
    label=("title",),
)
personal(
    "occurrence",
    live(
        {**ACTIVITY, "series_id": reference("series"), "recurrence_key": OWN, "local_end": OWN, "starts_at": OWN}
        | {"ends_at": OWN, "state": OWN, "patch": TECHNICAL, "sequence": TECHNICAL, "modified_at": TECHNICAL}
        | {"answer_until": OWN}
    ),
    label=("title",),
)
personal(
    "calendar_link",
    tenant(
        {"account_id": ACCOUNT, "secret_hash": SECRET, "created_at": TECHNICAL, "revoked_at": TECHNICAL}
        | {"etag": TECHNICAL, "published_at": TECHNICAL, "link_id": reference("link")}
    ),
    account_in("account_id"),
    private=True,
)
