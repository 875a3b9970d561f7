"""Who shapes the fields of an organisation's own, and who sees and fills in what they say of somebody."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.kernel.access import HIDDEN, Actor, Verdict, may_with
from server.people.models import CustomField

READ_BY_OWNER = ("read", "write")


def may_shape_fields(actor: Actor, organisation: int) -> Verdict:
    """Making a field: those who manage members."""
    return may_with(MANAGE_MEMBERS, actor, organisation)


def may_change_field(actor: Actor, field: CustomField | None) -> Verdict:
    """Changing or closing a field: those who manage members."""
    return may_with(MANAGE_MEMBERS, actor, field.organisation_id) if field is not None else HIDDEN


def may_read_value(field: CustomField, *, manages: bool) -> bool:
    """Whether a field is shown to somebody who may see the card: all of them to administrators."""
    return manages or field.access in READ_BY_OWNER


def may_write_value(field: CustomField, *, manages: bool) -> bool:
    """Whether somebody who may change the card fills a field in: all of them for administrators."""
    return manages or field.access == "write"
