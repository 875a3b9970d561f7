"""An organisation's own settings."""

import pytest

from server.kernel.models import AuditRow
from tests.world import World, refused


async def test_who_manages_settings_changes_what_an_organisation_is_called(choir: World) -> None:
    own = {"organisation": choir.organisation}
    changed = await choir.clara.call(
        "organisation.change",
        **own,
        name=" Koor De Rietvink vzw ",
        abbreviation="KDR",
        zone="Europe/Amsterdam",
        link_previews=True,
    )
    assert (changed["name"], changed["abbreviation"]) == ("Koor De Rietvink vzw", "KDR")
    assert await choir.jonas.call("organisation.get", **own) == changed
    assert (changed["slug"], changed["language"], changed["zone"]) == ("rietvink", "nl", "Europe/Amsterdam")
    act = await AuditRow.get(organisation_id=choir.organisation)
    assert act.details == "name, abbreviation, zone, link_previews"
    without = await choir.clara.call("organisation.change", **own, abbreviation="", language="en")
    assert (without["abbreviation"], without["language"]) == (None, "en")


async def test_what_stays_the_same_is_no_act(choir: World) -> None:
    await choir.clara.call("organisation.change", organisation=choir.organisation, name="Koor De Rietvink")
    assert not await AuditRow.exists(organisation_id=choir.organisation)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("zone", "../zone"),
        ("zone", "Europe"),
        ("language", "fr"),
        ("name", ""),
        ("name", "k" * 121),
        ("name", "  "),
        ("abbreviation", "k" * 21),
    ],
)
async def test_settings_that_do_not_fit_are_refused(choir: World, field: str, value: str) -> None:
    with refused("invalid", field=field):
        await choir.clara.call("organisation.change", organisation=choir.organisation, **{field: value})


async def test_others_look_and_do_not_touch(choir: World) -> None:
    with refused("forbidden"):
        await choir.jonas.call("organisation.change", organisation=choir.organisation, name="Het koor van Jonas")
    for operation in ("organisation.get", "organisation.change"):
        with refused("not_found"):
            await choir.foreign_admin.call(operation, organisation=choir.organisation)
