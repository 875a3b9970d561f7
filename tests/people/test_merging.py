"""Two cards of one person are found, looked at, and become one: everything that pointed at either points at it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from server.accounts.models import Link, Ticket
from server.conversations.models import Conversation, Message, Participant
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import (
    Address,
    AddressPurpose,
    CompanyPerson,
    Contact,
    CustomValue,
    DistinctPair,
    Family,
    FamilyFunction,
    FamilyMember,
    GuardianBlock,
    Membership,
    MembershipChoice,
    MembershipOption,
    MembershipType,
    Placement,
)
from tests.contracts.replica import Replica, must_equal_fresh, pulled
from tests.people.cards import card, change, company, field, group_of, made
from tests.world import World, refused


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


async def merge(choir: World, keep: int | None, drop: int | None, **choices: str) -> Any:
    """Merge two cards."""
    return await choir.clara.call(
        "contact.merge", organisation=choir.organisation, keep=keep, drop=drop, choices=choices
    )


async def preview(choir: World, keep: int | None, drop: int | None, **choices: str) -> Any:
    """Look at what it would do."""
    return await choir.clara.call(
        "contact.preview_merge", organisation=choir.organisation, keep=keep, drop=drop, choices=choices
    )


async def doubles(choir: World, **given: Any) -> list[tuple[str, str, str]]:
    """The pairs that are found."""
    listed = await choir.clara.call("contact.duplicates", organisation=choir.organisation, **given)
    return [(each["one"]["name"], each["other"]["name"], each["because"]) for each in listed["items"]]


async def test_doubles_are_found_by_name_with_birth_date_or_address_and_by_a_similar_name(choir: World) -> None:
    one, house = [{"address": "zoe@rietvink.example"}], [{"address": "gezin@rietvink.example"}]
    await made(choir.clara, "Zoë", "Van Wulpenberg", birth_date="1991-07-30", addresses=one)
    await made(choir.clara, "Zoe", "van Wulpenberg", birth_date="1991-07-30")
    await made(choir.clara, "Zoë", "Wulpenberg", addresses=[{"address": "ZOE@rietvink.example"}])
    await made(choir.clara, "Jan", "Peeters", addresses=house)
    await made(choir.clara, "Anneleen", "Peeters", addresses=house)
    await made(choir.clara, "Peeters", "Jan", addresses=house)
    await made(choir.clara, "Jan", "Peeters", birth_date="1950-01-01")
    gone = await made(choir.clara, "Jan", "Peeters", addresses=house)
    await choir.clara.call("contact.remove", organisation=choir.organisation, contact=gone)
    assert await doubles(choir) == [
        ("Zoë Van Wulpenberg", "Zoe van Wulpenberg", "birth_date"),
        ("Jan Peeters", "Peeters Jan", "similar_name"),
        ("Zoë Van Wulpenberg", "Zoë Wulpenberg", "similar_name"),
    ]
    assert await doubles(choir, limit=1, page="1") == [("Jan Peeters", "Peeters Jan", "similar_name")]
    await made(choir.clara, "Jan", "Peeters", addresses=house)
    assert ("Jan Peeters", "Jan Peeters", "address") in await doubles(choir)


async def test_who_is_said_to_be_two_people_is_not_shown_again_until_that_is_taken_back(choir: World) -> None:
    born = {"birth_date": "1950-01-01"}
    first, second, third = [await made(choir.clara, "Jan", "Peeters", **born) for _ in range(3)]
    assert len(await doubles(choir)) == 3
    for one, other in ((second, first), (first, second)):
        await tell_apart(choir, one, other)
    assert await pairs(choir) == {(first, third), (second, third)}
    assert await DistinctPair.filter(organisation_id=choir.organisation).values_list("one_id", "other_id") == [
        (first, second)
    ]
    logged = await AuditRow.filter(organisation_id=choir.organisation, operation="contact.set_distinct")
    assert [(row.subject_id, row.details) for row in logged] == [(first, f"distinct contact:{second}")]
    for _ in range(2):
        await tell_apart(choir, second, first, distinct=False)
    assert len(await doubles(choir)) == 3
    with refused("conflict"):
        await tell_apart(choir, first, first)
    await choir.clara.call("contact.remove", organisation=choir.organisation, contact=third)
    with refused("not_found"):
        await tell_apart(choir, first, third)


async def test_what_was_said_of_a_card_goes_on_for_the_card_into_which_it_is_merged(choir: World) -> None:
    born = {"birth_date": "1950-01-01"}
    first, second, third = [await made(choir.clara, "Jan", "Peeters", **born) for _ in range(3)]
    await tell_apart(choir, first, second)
    await tell_apart(choir, first, third)
    await merge(choir, third, first)
    assert await pairs(choir) == set()
    assert await DistinctPair.filter(organisation_id=choir.organisation).count() == 1
    await tell_apart(choir, second, third, distinct=False)
    assert await pairs(choir) == {(second, third)}


async def tell_apart(choir: World, one: int, other: int, *, distinct: bool = True) -> None:
    """Say that two cards are of two people, or take it back."""
    await choir.clara.call(
        "contact.set_distinct", organisation=choir.organisation, one=one, other=other, distinct=distinct
    )


async def pairs(choir: World) -> set[tuple[int, int]]:
    """The pairs that are found, by their ids."""
    listed = await choir.clara.call("contact.duplicates", organisation=choir.organisation)
    return {(each["one"]["id"], each["other"]["id"]) for each in listed["items"]}


async def test_looking_for_doubles_takes_few_queries(choir: World, statements: list[str]) -> None:
    for _ in range(6):
        await made(choir.clara, "Jan", "Peeters", birth_date="1950-01-01", addresses=[{"address": "a@b.example"}])
    statements.clear()
    assert len(await doubles(choir)) == 15
    assert len(statements) <= 9, statements


async def test_a_preview_compares_field_by_field_and_counts_what_moves(choir: World) -> None:
    diet = await field(choir.clara, "Dieet")
    keep = await made(choir.clara, "Zoë", "Van Wulpenberg", sex="f", addresses=[{"address": "a@b.example"}])
    drop = await made(
        choir.clara, "Zoe", "Wulpenberg", birth_date="1991-07-30", addresses=[{"address": "c@b.example"}],
        fields={str(diet): "vegetarisch"},
    )  # fmt: skip
    await group_of(choir, "Sopranen", drop)
    seen = await preview(choir, keep, drop, last_name="drop")
    fields = {each["field"]: each for each in seen["fields"]}
    assert (fields["first_name"]["chosen"], fields["last_name"]["chosen"], fields["birth_date"]["chosen"]) == (
        "keep",
        "drop",
        "drop",
    )
    assert fields["addresses"]["keep"] == ["a@b.example"]
    assert (fields["addresses"]["drop"], fields["addresses"]["chosen"]) == (["c@b.example"], "both")
    assert (fields["sex"]["differs"], fields["birth_date"]["differs"]) == (False, True)
    assert fields[f"fields.{diet}"]["name"] == "Dieet"
    assert fields["first_name"]["name"] == "Voornaam"
    assert "remarks" not in fields
    assert seen["moves"] == [{"what": "placement", "number": 1}]
    assert (seen["clash"], seen["undoable"]) == (None, False)
    for wrong in ({"shoe_size": "keep"}, {"first_name": "both"}, {"addresses": "all"}):
        with refused("invalid", field=f"choices.{next(iter(wrong))}"):
            await preview(choir, keep, drop, **wrong)


async def test_the_card_that_stays_holds_what_was_chosen(choir: World) -> None:
    diet, voice = await field(choir.clara, "Dieet"), await field(choir.clara, "Stem")
    keep = await made(
        choir.clara, "Zoë", "Van Wulpenberg", addresses=[{"address": "a@b.example"}], remarks="Alt",
        phones=[{"number": "0470 00 00 01"}], fields={str(voice): "alt"},
    )  # fmt: skip
    drop = await made(
        choir.clara, "Zoe", "Wulpenberg", birth_date="1991-07-30", remarks="Sopraan",
        addresses=[{"address": "A@b.example"}, {"address": "c@b.example", "label": "werk"}, {"address": "d@b.example"}],
        phones=[{"number": "0470 00 00 02"}], postal_addresses=[{"town": "Gent"}],
        fields={str(diet): "vegetarisch", str(voice): "sopraan"},
    )  # fmt: skip
    work = await Address.get(organisation_id=choir.organisation, address="c@b.example")
    async with choir.house.units.write() as unit:
        unit.add(AddressPurpose(id=new_id(), organisation_id=choir.organisation, address_id=work.id, purpose="news"))
    await merge(choir, keep, drop, last_name="drop", remarks="drop", phones="drop", **{f"fields.{voice}": "drop"})
    seen = await card(choir.clara, keep)
    assert (seen["name"], seen["birth_date"], seen["remarks"]) == ("Zoë Wulpenberg", "1991-07-30", "Sopraan")
    assert [(each["address"], each["label"], each["purposes"]) for each in seen["addresses"]] == [
        ("a@b.example", None, []),
        ("c@b.example", "werk", ["news"]),
        ("d@b.example", None, []),
    ]
    assert [each["number"] for each in seen["phones"]] == ["0470 00 00 02"]
    assert [each["town"] for each in seen["postal_addresses"]] == ["Gent"]
    assert {each["name"]: each["value"] for each in seen["fields"]} == {"Dieet": "vegetarisch", "Stem": "sopraan"}
    assert await CustomValue.filter(organisation_id=choir.organisation, contact_id=drop).count() == 0
    found = await choir.clara.call("contact.list", organisation=choir.organisation, search="wulpenberg")
    assert [each["id"] for each in found["items"]] == [keep]
    with refused("not_found"):
        await merge(choir, keep, drop)


async def test_everything_that_pointed_at_the_card_that_goes_points_at_the_other_and_nothing_twice(
    choir: World,
) -> None:
    own = {"organisation_id": choir.organisation}
    keep, drop = await made(choir.clara), await made(choir.clara)
    printer = await company(choir.clara)
    await group_of(choir, "Sopranen", keep, drop)
    await group_of(choir, "Mannen", drop)
    kind = MembershipType(id=new_id(), name="Zingend lid", **own)
    option = MembershipOption(id=new_id(), name="Verzekering", type_id=kind.id, **own)
    child = await FamilyFunction.get(**own, key="child")
    families = [Family(id=new_id(), name=f"Gezin {number}", **own) for number in range(2)]
    held = [
        Membership(id=new_id(), contact_id=contact, type_id=kind.id, from_day=date(2026, 1, 1), **own)
        for contact in (keep, drop)
    ]
    async with choir.house.units.write() as unit:
        unit.add(kind, option, *families, *held)
        unit.add(*(MembershipChoice(id=new_id(), membership_id=one.id, option_id=option.id, **own) for one in held))
        of = [(families[0], keep), (families[0], drop), (families[1], drop)]
        unit.add(
            *(
                FamilyMember(id=new_id(), family_id=family.id, contact_id=contact, function_id=child.id, **own)
                for family, contact in of
            )
        )
        unit.add(
            GuardianBlock(id=new_id(), guardian_id=choir.an.contact, child_id=drop, blocked_at=clock.now(), **own),
            GuardianBlock(id=new_id(), guardian_id=drop, child_id=keep, blocked_at=clock.now(), **own),
            CompanyPerson(id=new_id(), company_id=printer, contact_id=drop, **own),
        )
    counted = {each["what"]: each["number"] for each in (await preview(choir, keep, drop))["moves"]}
    assert counted == {"placement": 2, "membership": 1, "family_member": 2, "guardian_block": 1, "company_person": 1}
    await merge(choir, keep, drop)
    for model, number in ((Placement, 2), (Membership, 1), (FamilyMember, 2), (CompanyPerson, 1)):
        assert await model.filter(**own, contact_id=keep).count() == number, model
        assert await model.filter(**own, contact_id=drop).count() == 0, model
    assert await MembershipChoice.filter(**own).count() == 1
    blocks = await GuardianBlock.filter(**own)
    assert [(row.guardian_id, row.child_id) for row in blocks] == [(choir.an.contact, keep)]


async def test_memberships_and_functions_that_share_days_become_one_and_the_preview_says_so(choir: World) -> None:
    own = {"organisation_id": choir.organisation}
    keep, drop = await made(choir.clara), await made(choir.clara)
    await group_of(choir, "Sopranen", keep, drop)
    placed = {row.contact_id: row for row in await Placement.filter(**own)}
    kind = MembershipType(id=new_id(), name="Zingend lid", **own)
    options = {name: MembershipOption(id=new_id(), name=name, type_id=kind.id, **own) for name in ("Bus", "Partituren")}
    terms = [
        (keep, date(2026, 3, 1), date(2026, 8, 31)),
        (drop, date(2026, 1, 1), date(2026, 4, 30)),
        (drop, date(2026, 8, 31), None),
        (drop, date(2025, 1, 1), date(2025, 12, 31)),
    ]
    held = [
        Membership(id=new_id(), contact_id=contact, type_id=kind.id, from_day=first, until_day=last, **own)
        for contact, first, last in terms
    ]
    chosen = [(held[0], "Bus"), (held[1], "Bus"), (held[1], "Partituren"), (held[2], "Partituren")]
    async with choir.house.units.write() as unit:
        unit.add(kind, *options.values(), *held)
        unit.add(
            *(
                MembershipChoice(id=new_id(), membership_id=one.id, option_id=options[name].id, **own)
                for one, name in chosen
            )
        )
        unit.change(placed[keep], from_day=date(2026, 10, 1), until_day=date(2026, 12, 31), active=False)
        unit.change(placed[drop], until_day=date(2026, 10, 1))
    seen = await preview(choir, keep, drop)
    membership = {"what": "membership", "name": "Zingend lid", "options": ["Bus", "Partituren"]}
    season = (await Placement.filter(**own).select_related("group_season__season"))[0].group_season.season
    assert seen["joins"] == [
        {**membership, "from_day": "2026-01-01", "until_day": None},
        {
            "what": "placement", "name": "Zanger, Sopranen", "options": [],
            "from_day": str(season.first_day), "until_day": "2026-12-31",
        },
    ]  # fmt: skip
    await merge(choir, keep, drop)
    left = await Membership.filter(**own).order_by("from_day")
    assert [(row.contact_id, row.from_day, row.until_day) for row in left] == [
        (keep, date(2025, 1, 1), date(2025, 12, 31)),
        (keep, date(2026, 1, 1), None),
    ]
    choices = await MembershipChoice.filter(**own)
    assert {(row.membership_id, row.option_id) for row in choices} == {
        (left[1].id, option.id) for option in options.values()
    }
    assert len(choices) == 2
    (stands,) = await Placement.filter(**own)
    assert (stands.contact_id, stands.from_day, stands.until_day) == (keep, None, date(2026, 12, 31))
    assert stands.active


async def test_cards_that_cannot_become_one_are_refused_and_the_preview_says_why(choir: World) -> None:
    printer, roos = await company(choir.clara), await made(choir.clara)
    for keep, drop, clash in (
        (roos, roos, "merge_same"),
        (roos, printer, "merge_kinds"),
        (choir.an.contact, choir.bram.contact, "merge_two_logins"),
    ):
        seen = await preview(choir, keep, drop)
        assert seen["clash"] == clash
        assert seen["clash_says"]
        with refused("conflict") as error:
            await merge(choir, keep, drop)
        assert error["message"] == seen["clash_says"]
    for keep, drop in ((roos, 12345), (roos, choir.stranger.contact), (choir.stranger.contact, roos)):
        with refused("not_found"):
            await merge(choir, keep, drop)
    with refused("forbidden"):
        await choir.jonas.call("contact.merge", organisation=choir.organisation, keep=roos, drop=printer)
    with refused("forbidden"):
        await choir.jonas.call("contact.duplicates", organisation=choir.organisation)


async def test_a_login_moves_with_the_card_that_goes_and_its_invitations_end(choir: World) -> None:
    keep = await made(choir.clara)
    invited = await made(choir.clara, addresses=[{"address": "a@b.example"}])
    await choir.clara.call("invitation.send", organisation=choir.organisation, contact=invited)
    await merge(choir, keep, choir.jonas.contact)
    me = await choir.jonas.call("account.get")
    assert me
    assert (await card(choir.jonas, keep))["own"]
    await merge(choir, keep, invited)
    ticket = await Ticket.get(organisation_id=choir.organisation)
    assert (ticket.contact_id, ticket.expires_at) == (keep, clock.now())


async def test_nobody_acts_for_themselves_or_twice_for_one_child(choir: World) -> None:
    own = {"organisation_id": choir.organisation, "from_at": clock.now()}
    keep, drop = await made(choir.clara), await made(choir.clara)
    guardian = {"account_id": choir.an.account.id, "kind": "guardian"}
    async with choir.house.units.write() as unit:
        unit.add(*(Link(id=new_id(), contact_id=contact, **guardian, **own) for contact in (keep, drop)))
        unit.add(Link(id=new_id(), account_id=choir.bram.account.id, contact_id=drop, kind="guardian", **own))
    await merge(choir, keep, drop)
    acting = Link.filter(organisation_id=choir.organisation, contact_id=keep, until_at=None, kind="guardian")
    assert sorted(link.account_id for link in await acting) == sorted([choir.an.account.id, choir.bram.account.id])
    await merge(choir, keep, choir.bram.contact)
    assert [link.account_id for link in await acting] == [choir.an.account.id]


async def test_conversations_are_sat_in_once_and_two_of_a_kind_stay_readable(choir: World) -> None:
    roos = await made(choir.clara)
    both = await choir.conversation(choir.jonas)
    alone = await choir.conversation(choir.an)
    for conversation in (both, alone):
        await choir.clara.call("participant.add", conversation=conversation, contacts=[roos])
        await choir.clara.send(conversation, "Tot donderdag")
    await choir.direct(choir.clara, choir.jonas)
    for person in (choir.clara, choir.jonas):
        await person.call("conversation.open_direct", organisation=choir.organisation, contact=roos)
    people = [choir.clara, choir.jonas, choir.an]
    held = {}
    for person in people:
        replica = Replica(person.contact)
        held[person] = (replica, await pulled(person, replica, None))
        await person.listen()
    await merge(choir, choir.jonas.contact, roos)
    for person, (replica, cursor) in held.items():
        await person.heard()
        let_in = False
        assert person.ear is not None
        for event in person.ear.events:
            kind = event["ev"].split(".")[0]
            let_in = let_in or replica.seats_oneself(kind, event["data"])
            replica.apply(kind, event["data"])
        if let_in:
            await pulled(person, replica, cursor)
        await must_equal_fresh(person, replica)
    own = {"organisation_id": choir.organisation}
    assert await Participant.filter(**own, contact_id=roos).count() == 0
    for conversation in (both, alone):
        seats = await Participant.filter(**own, conversation_id=conversation, contact_id=choir.jonas.contact)
        assert sum(seat.left_at is None for seat in seats) == 1
    pairs = await Conversation.filter(**own, kind="direct").order_by("id")
    assert [(row.pair is not None, row.closed_at is not None) for row in pairs] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    page = await choir.jonas.call("message.history", conversation=alone)
    assert [each["text"] for each in page["items"]] == ["Tot donderdag"]


async def test_what_was_written_as_either_was_written_by_the_one_that_stays(choir: World) -> None:
    keep = await made(choir.clara)
    conversation = await choir.conversation(choir.jonas, choir.an)
    message = await choir.jonas.send(conversation, "Wie brengt taart mee?")
    await choir.an.listen()
    await merge(choir, keep, choir.jonas.contact)
    assert [each["author"] for each in await choir.an.heard("message.reassigned")] == [keep]
    assert (await Message.get(id=message["id"], organisation_id=choir.organisation)).author_id == keep
    await choir.jonas.send(conversation, "Ik dus")
    edited = await choir.jonas.call("message.edit", message=message["id"], text="Wie brengt koffie mee?")
    assert edited["author"] == keep


async def test_a_merge_is_in_the_log_with_the_id_of_the_card_that_went(choir: World) -> None:
    keep, drop = await made(choir.clara), await made(choir.clara)
    await change(choir.clara, keep, remarks="Geheim")
    await merge(choir, keep, drop, remarks="drop")
    row = await AuditRow.get(organisation_id=choir.organisation, operation="contact.merge")
    assert (row.subject_id, row.details) == (
        keep,
        f"merged contact:{drop}, remarks, addresses, phones, postal_addresses",
    )
    assert (await Contact.get(organisation_id=choir.organisation, id=drop)).removed_at is not None
