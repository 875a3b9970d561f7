"""What the columns of people are to a person."""

from server.kernel.personal import (
    ACCOUNT,
    CONTACT,
    CONTENT,
    DERIVED,
    IDENTITY,
    OWN,
    REACH,
    TECHNICAL,
    contact_in,
    live,
    personal,
    reference,
    row_in,
    tenant,
)

OF_CONTACT = contact_in("contact_id")
NAMED = {"name": OWN, "position": TECHNICAL, "closed_at": TECHNICAL}

personal(
    "contact",
    live(
        {"kind": TECHNICAL, "first_name": IDENTITY, "last_name": IDENTITY, "birth_date": IDENTITY, "sex": IDENTITY}
        | {"language": TECHNICAL, "remarks": CONTENT, "picture_id": reference("file"), "search_name": DERIVED}
        | {"search_remarks": DERIVED, "created_at": TECHNICAL, "removed_at": TECHNICAL, "erased_at": TECHNICAL}
    ),
    contact_in("id"),
    erased="own",
)
personal(
    "address",
    tenant(
        {"contact_id": CONTACT, "place": TECHNICAL, "address": REACH, "label": REACH, "confirmed_at": TECHNICAL}
        | {"bounced_at": TECHNICAL}
    ),
    OF_CONTACT,
    label=("address",),
)
personal(
    "address_purpose",
    tenant({"address_id": reference("address"), "purpose": TECHNICAL}),
    row_in("address_id", "address"),
)
personal("phone", tenant({"contact_id": CONTACT, "place": TECHNICAL, "number": REACH, "label": REACH}), OF_CONTACT)
personal(
    "postal_address",
    tenant(
        {"contact_id": CONTACT, "place": TECHNICAL, "street": REACH, "postcode": REACH, "town": REACH}
        | {"country": REACH, "label": REACH}
        | {"search_street": DERIVED, "search_postcode": DERIVED, "search_town": DERIVED}
    ),
    OF_CONTACT,
)
personal(
    "company_person",
    tenant({"company_id": CONTACT, "contact_id": CONTACT, "function": CONTENT}),
    [OF_CONTACT, contact_in("company_id")],
)
personal(
    "distinct_pair",
    tenant({"one_id": CONTACT, "other_id": CONTACT, "said_at": TECHNICAL}),
    [contact_in("one_id"), contact_in("other_id")],
)
personal(
    "custom_field",
    tenant({"name": OWN, "kind": OWN, "purpose": OWN, "access": OWN, "position": TECHNICAL, "closed_at": TECHNICAL}),
    label=("name",),
)
personal("custom_choice", tenant({"field_id": reference("custom_field"), **NAMED}), label=("name",))
personal(
    "custom_value",
    tenant(
        {"contact_id": CONTACT, "field_id": reference("custom_field"), "text": CONTENT, "number": CONTENT}
        | {"day": CONTENT, "choice_id": reference("custom_choice"), "yes": CONTENT, "file_id": reference("file")}
        | {"search_text": DERIVED}
    ),
    OF_CONTACT,
)
personal("family", tenant({"name": IDENTITY}), erased="own")
personal(
    "family_function",
    tenant({"name": OWN, "key": TECHNICAL, "gives_access": OWN, "is_child": OWN, "position": TECHNICAL}),
    label=("name",),
)
personal(
    "family_member",
    tenant(
        {"family_id": reference("family"), "contact_id": CONTACT, "function_id": reference("family_function")},
    ),
    OF_CONTACT,
)
personal(
    "guardian_block",
    tenant({"guardian_id": CONTACT, "child_id": CONTACT, "blocked_at": TECHNICAL}),
    [contact_in("guardian_id"), contact_in("child_id")],
)
personal(
    "season",
    tenant({"name": OWN, "first_day": OWN, "last_day": OWN, "closed_at": TECHNICAL}),
    label=("name",),
)
personal("group", tenant({"name": OWN, "abbreviation": OWN}), label=("name",))
personal(
    "group_season",
    tenant(
        {"group_id": reference("group"), "season_id": reference("season"), "type": OWN, "composition": OWN}
        | {"place": OWN, "remarks": OWN}
    ),
    label=("group_id", "season_id"),
)
personal(
    "group_meeting",
    tenant(
        {"group_season_id": reference("group_season"), "weekday": OWN, "from_minute": OWN, "until_minute": OWN}
        | {"place": OWN}
    ),
)
personal("group_function", tenant(NAMED), label=("name",))
personal(
    "placement",
    tenant(
        {"contact_id": CONTACT, "group_season_id": reference("group_season")}
        | {"function_id": reference("group_function"), "active": TECHNICAL}
        | {"from_day": TECHNICAL, "until_day": TECHNICAL, "end_reason": CONTENT}
    ),
    OF_CONTACT,
)
personal("membership_type", tenant(NAMED), label=("name",))
personal(
    "membership_option",
    tenant({"type_id": reference("membership_type"), "name": OWN, "closed_at": TECHNICAL}),
    label=("name",),
)
personal(
    "membership",
    tenant(
        {"contact_id": CONTACT, "type_id": reference("membership_type"), "from_day": TECHNICAL, "until_day": TECHNICAL}
        | {"end_reason": CONTENT}
    ),
    OF_CONTACT,
    label=("type_id",),
)
personal(
    "membership_choice",
    tenant({"membership_id": reference("membership"), "option_id": reference("membership_option")}),
    row_in("membership_id", "membership"),
)
personal(
    "selection",
    tenant(
        {"name": OWN, "conditions": OWN, "created_by_id": ACCOUNT, "created_at": TECHNICAL, "changed_at": TECHNICAL},
    ),
    label=("name",),
)
personal(
    "selection_member",
    tenant({"selection_id": reference("selection"), "contact_id": CONTACT}),
    OF_CONTACT,
)
personal(
    "consent_purpose",
    tenant({"name": OWN, "text": OWN, "created_at": TECHNICAL, "closed_at": TECHNICAL}),
    label=("name",),
)
personal(
    "consent",
    tenant(
        {"contact_id": CONTACT, "purpose_id": reference("consent_purpose"), "given_at": TECHNICAL}
        | {"given_by_id": ACCOUNT, "source": TECHNICAL, "withdrawn_at": TECHNICAL, "withdrawn_by_id": ACCOUNT}
        | {"withdrawn_source": TECHNICAL}
    ),
    OF_CONTACT,
)
