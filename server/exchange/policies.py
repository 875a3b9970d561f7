"""Who may take lists of contacts in. Who takes them out is who may select them."""

from server.accounts.capabilities import MANAGE_MEMBERS
from server.exchange.models import ContactImport
from server.files.models import File
from server.files.policies import may_use_own
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with

IMPORT = "import"


def may_import(actor: Actor, organisation: int, file: File | None) -> Verdict:
    """Those who manage members in the whole organisation, from a list that they sent for it."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    if not verdict.allowed:
        return verdict
    if file is None or file.organisation_id != organisation or file.purpose != IMPORT or file.arrived_at is None:
        return HIDDEN
    return may_use_own(actor, file)


def may_see_import(actor: Actor, organisation: int, row: ContactImport | None) -> Verdict:
    """Those who manage members in the whole organisation."""
    verdict = may_with(MANAGE_MEMBERS, actor, organisation)
    if not verdict.allowed:
        return verdict
    return ALLOWED if row is not None else HIDDEN
