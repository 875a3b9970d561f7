"""Finding doubles, looking at what merging two cards would do, and merging them."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, Input, ListView, PageInput
from server.people.contacts.logins import login_states
from server.people.custom_fields.queries import open_fields
from server.people.events import ContactChanged
from server.people.merging.comparing import Card, Comparison
from server.people.merging.doubles import Pair, addresses_of, find_pairs
from server.people.merging.joining import join_cards
from server.people.merging.moving import count_references, move_references
from server.people.merging.periods import seen_joints
from server.people.merging.policies import clash_between, may_look_for_doubles, may_merge
from server.people.merging.views import DoubleView, MergePreview, MovedCount, PairView
from server.people.models import Contact
from server.people.references import Merge
from server.people.views import ContactView


class ListDuplicates(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("contact.duplicates", scope="people:read")
async def list_duplicates(ctx: Context, given: ListDuplicates) -> ListView[PairView]:
    """List pairs of cards that may be of one person, the surest first. Refused: not_found, forbidden."""
    ctx.allow(may_look_for_doubles(ctx.actor, given.organisation))
    start = page_start(given)
    pairs = await find_pairs(given.organisation)
    page = pairs[start : start + given.limit]
    shown = await _doubles(given.organisation, [contact for pair in page for contact in (pair.one, pair.other)])
    end = start + given.limit
    return ListView(items=[_pair(pair, shown) for pair in page], next=str(end) if len(pairs) > end else None)


def _pair(pair: Pair, shown: dict[int, DoubleView]) -> PairView:
    return PairView(one=shown[pair.one.id], other=shown[pair.other.id], because=pair.because)


async def _doubles(organisation: int, contacts: Sequence[Contact]) -> dict[int, DoubleView]:
    ids = sorted({contact.id for contact in contacts})
    addresses = await addresses_of(organisation, ids)
    logins = await login_states(organisation, ids) if ids else {}
    return {
        contact.id: DoubleView(
            id=contact.id,
            name=contact.name,
            birth_date=contact.birth_date,
            addresses=addresses.get(contact.id, []),
            login=logins.get(contact.id, "none"),
        )
        for contact in contacts
    }


Choices = Annotated[dict[str, str], msgspec.Meta(max_length=250)]


class PreviewMerge(Input, frozen=True, kw_only=True):
    """Which card stays and which goes; `choices` says by field whose value stays: `keep`, `drop`, or `both` of the
    lists `addresses`, `phones` and `postal_addresses`."""

    organisation: Id
    keep: Id
    drop: Id
    choices: Choices | None = None


@operation("contact.preview_merge", scope="people:read")
async def preview_merge(ctx: Context, given: PreviewMerge) -> MergePreview:
    """Show what merging two cards would do, field by field, what would move with the one that goes, and which
    memberships and functions would become one as they share days.

    Refused: not_found (no such contacts), forbidden, invalid (a choice that is not there).
    """
    keep, drop = await _both(ctx, given)
    shown = await _doubles(given.organisation, [keep, drop])
    clash = clash_between(keep, drop, logins=_logins(shown.values()))
    comparison = await _comparison(keep, drop)
    merge = Merge(given.organisation, keep.id, drop.id)
    return MergePreview(
        keep=shown[keep.id],
        drop=shown[drop.id],
        fields=comparison.shown(comparison.chosen(given.choices or {}), ctx.language),
        moves=[MovedCount(what=what, number=number) for what, number in (await count_references(merge)).items()],
        joins=await seen_joints(merge),
        clash=clash,
        clash_says=say(Reason(clash), ctx.language) if clash else None,
        undoable=False,
    )


class MergeContacts(PreviewMerge, frozen=True, kw_only=True):
    """The same as for a preview."""


@operation("contact.merge", scope="people:write")
async def merge_contacts(ctx: Context, given: MergeContacts) -> ContactView:
    """Make one card of two: all that points at the one that goes will point at the one that stays. Not to be undone.

    Refused: not_found (no such contacts), forbidden, conflict (both have a login, a person and a company), invalid (a
    choice that is not there).
    """
    keep, drop = await _both(ctx, given, lock=True)
    logins = _logins((await _doubles(given.organisation, [keep, drop])).values())
    ctx.allow(may_merge(ctx.actor, keep, drop, logins=logins))
    comparison = await _comparison(keep, drop)
    changed = await join_cards(ctx, comparison, comparison.chosen(given.choices or {}))
    await move_references(ctx, Merge(given.organisation, keep.id, drop.id))
    ctx.change(drop, removed_at=ctx.now)
    ctx.emit(ContactChanged(keep), ContactChanged(drop))
    ctx.record(given.organisation, "contact", keep.id, details=", ".join([f"merged contact:{drop.id}", *changed]))
    return ctx.later(keep, ContactView.of)


async def _both(ctx: Context, given: PreviewMerge, *, lock: bool = False) -> tuple[Contact, Contact]:
    """Both cards. Raises not_found or forbidden."""
    ctx.allow(may_look_for_doubles(ctx.actor, given.organisation))
    wanted = Contact.filter(organisation_id=given.organisation, id__in=[given.keep, given.drop], removed_at=None)
    found = {row.id: row for row in await (wanted.select_for_update() if lock else wanted).order_by("id")}
    if given.keep not in found or given.drop not in found:
        raise not_found()
    return found[given.keep], found[given.drop]


def _logins(shown: Iterable[DoubleView]) -> int:
    return sum(one.login == "active" for one in shown)


async def _comparison(keep: Contact, drop: Contact) -> Comparison:
    fields = await open_fields(keep.organisation_id)
    return Comparison(await Card.load(keep), await Card.load(drop), fields)
