"""What a builder of conditions offers: every fact with its words, and what the organisation has of its own."""

from collections.abc import Iterable
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input
from server.people.custom_fields.policies import may_read_value
from server.people.models import (
    CustomChoice,
    CustomField,
    FamilyFunction,
    Group,
    GroupFunction,
    MembershipOption,
    MembershipType,
    Season,
    Selection,
)
from server.people.policies import may_invite_some
from server.people.selections.facts import COMPUTED, OPS, FactKind, KnownFact, facts
from server.people.selections.policies import may_select
from server.people.selections.views import FactChoice, FactsView, FactView

KINDS: dict[str, FactKind] = {
    "text": "text",
    "number": "number",
    "date": "day",
    "choice": "choice",
    "yes_no": "yes_no",
    "file": "choice",
}
"""What kind of fact each kind of own field is; of a file one can only ask whether it is there."""


class ListFacts(Input, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("selection.facts", scope="people:read")
async def list_facts(ctx: Context, given: ListFacts) -> FactsView:
    """Show what conditions can ask, in the reader's language; what only administrators know is there for them.

    Refused: forbidden (no right to see members).
    """
    ctx.allow(may_select(ctx.actor, given.organisation))
    manages = may_invite_some(ctx.actor, given.organisation).allowed
    own = {"organisation_id": given.organisation}
    return FactsView(
        facts=[
            *known_facts(ctx.language, manages=manages),
            *await _own_facts(given.organisation, manages=manages),
        ],
        groups=_named(await Group.filter(**own).order_by("name", "id")),
        functions=_named(await GroupFunction.filter(**own).order_by("position", "name", "id")),
        seasons=_named(await Season.filter(**own).order_by("-first_day", "id")),
        membership_types=_named(await MembershipType.filter(**own).order_by("position", "name", "id")),
        membership_options=_named(await MembershipOption.filter(**own).order_by("name", "id")),
        family_functions=_named(await FamilyFunction.filter(**own).order_by("position", "name", "id")),
        selections=_named(await Selection.filter(**own).order_by("name", "id")),
    )


def known_facts(language: Language, *, manages: bool = True) -> list[FactView]:
    """The facts that every organisation has, for who manages members or only sees them."""
    return [_fact(each, language) for each in [*facts.values(), *COMPUTED] if manages or not each.guarded]


def _fact(known: KnownFact, language: Language) -> FactView:
    words = {each: say(Reason(f"choice_{known.name}_{each}"), language) for each in known.choices}
    return FactView(
        fact=known.name,
        name=say(Reason(f"fact_{known.name}"), language),
        group="reach" if known.rows else "person",
        kind=known.kind,
        ops=list(OPS[known.kind]),
        choices=[FactChoice(value=each, name=name) for each, name in words.items()],
    )


async def _own_facts(organisation: int, *, manages: bool) -> list[FactView]:
    every = await CustomField.filter(organisation_id=organisation).order_by("position", "name", "id")
    fields = [field for field in every if may_read_value(field, manages=manages)]
    choices: dict[int, list[FactChoice]] = {}
    for choice in await CustomChoice.filter(organisation_id=organisation).order_by("position", "name", "id"):
        choices.setdefault(choice.field_id, []).append(FactChoice(value=choice.id, name=choice.name))
    return [
        FactView(
            fact=f"field:{field.id}",
            name=field.name,
            group="own",
            kind=KINDS[field.kind],
            ops=["known"] if field.kind == "file" else sorted({*OPS[KINDS[field.kind]], "known"}),
            choices=choices.get(field.id, []),
        )
        for field in fields
    ]


def _named(found: Iterable[Any]) -> list[FactChoice]:
    return [FactChoice(value=row.id, name=row.name) for row in found]
