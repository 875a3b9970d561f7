"""A1: an organisation is founded with its first administrator, who is invited and then has every right."""

from datetime import timedelta

import pytest

from server.accounts.capabilities import EVERY_CAPABILITY
from server.accounts.models import Organisation
from server.kernel.errors import Refusal
from server.kernel.events import PLATFORM
from server.kernel.sync import head_of
from server.main import House
from server.people.founding import Founded, found_organisation
from server.people.models import Address
from tests.visitors import accept, let_time_pass, secret_of_last, visitor
from tests.world import World


async def founded(choir: World, name: str = "Fanfare Sint-Rombout") -> tuple[Founded, str]:
    """A new organisation with Gerda as its first administrator; the secret of her invitation."""
    made = await found_organisation(
        choir.house.units, choir.house.site, name=name, admin=("Gerda Trommelaer", "gerda@fanfare.example")
    )
    return made, await secret_of_last("invitation")


async def test_the_first_administrator_accepts_and_has_every_right(choir: World) -> None:
    made, secret = await founded(choir)
    assert (made.slug, made.invitation.rsplit("/", 1)[1]) == ("fanfare-sint-rombout", secret)
    gerda = await accept(choir, secret, "gerda")
    organisation = (await gerda.call("organisation.list"))["items"][0]
    assert (organisation["id"], organisation["contact"]) == (made.organisation, made.contact)
    assert organisation["capabilities"] == sorted(EVERY_CAPABILITY)
    assert (organisation["zone"], organisation["language"]) == ("Europe/Brussels", "nl")
    assert await gerda.call(
        "conversation.create", organisation=made.organisation, title="Bestuur", contacts=[made.contact]
    )


async def test_the_first_administrator_keeps_their_rights_when_they_are_invited_again(choir: World) -> None:
    _, first = await founded(choir)
    let_time_pass(timedelta(days=15))
    await visitor(choir).call("invitation.renew", secret=first)
    gerda = await accept(choir, await secret_of_last("invitation"), "gerda")
    assert len((await gerda.call("organisation.list"))["items"][0]["capabilities"]) == len(EVERY_CAPABILITY)


async def test_rights_do_not_follow_to_another_address(choir: World) -> None:
    made, first = await founded(choir)
    async with choir.house.units.write():
        changed = Address.filter(organisation_id=made.organisation, contact_id=made.contact)
        await changed.update(address="iemand.anders@fanfare.example")
    await visitor(choir).call("invitation.renew", secret=first)
    other = await accept(choir, await secret_of_last("invitation"), "gerda")
    assert (await other.call("organisation.list"))["items"][0]["capabilities"] == []


async def test_the_first_organisation_begins_on_an_empty_server(house: House) -> None:
    made = await found_organisation(
        house.units, house.site, name="Harmonie De Eendracht", admin=("Gerda", "gerda@fanfare.example")
    )
    assert (await head_of(made.organisation)).pos == 1
    assert (await head_of(PLATFORM)).pos == 0
    world = World(house, made.organisation, made.organisation)
    gerda = await accept(world, await secret_of_last("invitation"), "gerda")
    assert gerda.contact == made.contact
    assert (await head_of(PLATFORM)).pos == 1


async def test_a_second_organisation_of_the_same_name_is_refused(choir: World) -> None:
    with pytest.raises(Refusal) as refusal:
        await founded(choir, "Rietvink!")
    assert refusal.value.code == "conflict"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": "  "}),
        ("name", {"name": "!!!"}),
        ("name", {"name": "x" * 121}),
        ("admin_name", {"admin": (" ", "gerda@fanfare.example")}),
        ("admin_address", {"admin": ("Gerda", "gerda(at)fanfare.example")}),
        ("zone", {"zone": "Europe"}),
        ("zone", {"zone": "../../etc/passwd"}),
        ("zone", {"zone": "Europe/Mechelen"}),
        ("language", {"language": "fr"}),
    ],
)
async def test_what_cannot_be_an_organisation_is_refused_by_field(
    choir: World, field: str, given: dict[str, str]
) -> None:
    whole = {"name": "Fanfare", "admin": ("Gerda", "gerda@fanfare.example"), **given}
    with pytest.raises(Refusal) as refusal:
        await found_organisation(choir.house.units, choir.house.site, **whole)  # type: ignore[arg-type]
    assert list(refusal.value.fields) == [field]
    assert await Organisation.all().count() == 2
