"""Examples of archives, erasures, retention and consents."""

from typing import Any

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.privacy.models import ErasureRequest
from tests.contracts.examples.people import KEEPER, newcomer
from tests.contracts.examples.registry import THEM_TOO, Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

THEIRS: dict[str, Any] = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": KEEPER,
}
"""One's own; another's for who manages members."""

ONLY_OWN: dict[str, Any] = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who no no no no nf no",
    "foreign": "who who nf nf nf nf nf no",
}

MANAGERS: dict[str, Any] = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}

READERS = {**MANAGERS, "foreign": "who who nf nf nf nf nf nf"}
"""What a bot has the scope for, and no right."""


def contact_of(stage: Stage, owner: Person) -> Arguments:
    """Somebody, or a fellow of who has no contact."""
    contact = owner.contact if owner.contact is not None else stage.fellow(owner).contact
    return {"organisation": owner.organisation, "contact": contact}


@example("privacy.export", **THEIRS)
async def ask_export(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.get_export", **THEIRS)
async def get_export(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.preview_erasure", **MANAGERS, also=KEEPER)
async def preview_erasure(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.erase", **MANAGERS, also=KEEPER)
async def erase(stage: Stage, owner: Person) -> Arguments:
    contact = await newcomer(stage, owner)
    return {"organisation": owner.organisation, "contact": contact.id, "name": contact.name}


@example("privacy.request_erasure", **ONLY_OWN)
async def request_erasure(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.withdraw_request", **ONLY_OWN)
async def withdraw_request(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.get_request", **ONLY_OWN)
async def get_request(stage: Stage, owner: Person) -> Arguments:
    return contact_of(stage, owner)


@example("privacy.list_requests", **MANAGERS, also=KEEPER)
async def list_requests(stage: Stage, owner: Person) -> Arguments:
    await asked(stage, owner)
    return {"organisation": owner.organisation}


@example("privacy.decline_request", **MANAGERS, also=KEEPER)
async def decline_request(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "request": await asked(stage, owner)}


async def asked(stage: Stage, owner: Person) -> int:
    """Somebody of the owner's organisation asks to be erased."""
    contact = await newcomer(stage, owner)
    made = ErasureRequest(
        id=new_id(), organisation_id=owner.organisation, contact_id=contact.id, account_id=owner.account.id,
        asked_at=clock.now(),
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(made)
    return int(made.id)


@example("retention.list", **MANAGERS)
async def list_retention(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("retention.change", **MANAGERS)
async def change_retention(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "kind": "mails", "months": 2, "enabled": True}


@example("retention.preview", **MANAGERS)
async def preview_retention(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "kind": "former_members", "months": 24}


@example(
    "consent.purposes",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def list_purposes(stage: Stage, owner: Person) -> Arguments:
    await purpose_of(stage, owner)
    return {"organisation": owner.organisation}


@example("consent.define", **MANAGERS, also=KEEPER)
async def define_consent(stage: Stage, owner: Person) -> Arguments:
    words = {"name": f"Foto's op de website {new_id()}", "text": "Foto's waarop je staat, mogen op de website."}
    return {"organisation": owner.organisation, **words}


@example("consent.give", **{**THEIRS, "also": {**KEEPER, **THEM_TOO}})
async def give_consent(stage: Stage, owner: Person) -> Arguments:
    return {**contact_of(stage, owner), "purpose": await purpose_of(stage, owner)}


@example("consent.withdraw", **{**THEIRS, "also": {**KEEPER, **THEM_TOO}})
async def withdraw_consent(stage: Stage, owner: Person) -> Arguments:
    given = {**contact_of(stage, owner), "purpose": await purpose_of(stage, owner)}
    await stage.leader(owner).call("consent.give", **given)
    return given


@example(
    "consent.get",
    own="who who ok ok ok ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf nf",
    also={**KEEPER, "leader": "ok ok nf"},
)
async def get_consents(stage: Stage, owner: Person) -> Arguments:
    await purpose_of(stage, owner)
    return contact_of(stage, owner)


@example("consent.list", **READERS, also=KEEPER)
async def list_consents(stage: Stage, owner: Person) -> Arguments:
    given = await withdraw_consent(stage, owner)
    return {"organisation": owner.organisation, "purpose": given["purpose"], "history": True}


@example("consent.export", **READERS, also=KEEPER)
async def export_consents(stage: Stage, owner: Person) -> Arguments:
    given = await withdraw_consent(stage, owner)
    return {"organisation": owner.organisation, "purpose": given["purpose"]}


async def purpose_of(stage: Stage, owner: Person) -> int:
    """Something for which the owner's organisation asks consent."""
    made = await stage.leader(owner).call("consent.define", **await define_consent(stage, owner))
    return int(made["id"])
