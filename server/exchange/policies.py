"""Who may take lists of contacts in, and who may take them out."""

from server.accounts.capabilities import MANAGE_MEMBERS, SEE_MEMBERS
from server.exchange.models import ContactImport
from server.files.models import File
from server.files.policies import may_use_own
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with

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


def may_export(actor: Actor, organisation: int) -> Verdict:
    """Those who see or manage members somewhere: of the whole organisation, or of a group."""
    if organisation not in actor.standings:
        return HIDDEN
    return ALLOWED if reach_of(actor, organisation) != frozenset() else FORBIDDEN


def reach_of(actor: Actor, organisation: int) -> frozenset[int] | None:
    """The groups whose members an actor sees; None for everyone in the organisation."""
    standing = actor.standing(organisation)
    if standing.capabilities & {MANAGE_MEMBERS, SEE_MEMBERS}:
        return None
    return frozenset(standing.groups_with(MANAGE_MEMBERS) | standing.groups_with(SEE_MEMBERS))
