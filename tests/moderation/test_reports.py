"""C19: whoever sees a message may report it; administrators decide, and the author never hears by whom."""

import asyncio
from typing import Any

from server.conversations.models import Message
from server.kernel.letters import SEND_LETTER
from server.kernel.models import JobRow
from server.moderation.models import Report
from tests.world import Person, World, refused

UNKIND = "Jij zingt altijd vals"


async def unkind_message(choir: World) -> Any:
    """What Bram wrote where Jonas and An read it."""
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    return await choir.bram.send(conversation, UNKIND)


async def reported(choir: World, by: Person, message: int, **more: Any) -> Any:
    return await by.call("message.report", message=message, **{"reason": "unkind", **more})


async def open_reports(choir: World) -> list[Any]:
    found: list[Any] = (await choir.clara.call("report.list", organisation=choir.organisation))["items"]
    return found


async def test_a_report_reaches_administrators_with_the_name_of_who_made_it(choir: World) -> None:
    message = await unkind_message(choir)
    made = await reported(choir, choir.jonas, message["id"], note="  Dit kwetst An.  ")
    assert (made["reason"], made["note"], made["outcome"]) == ("unkind", "Dit kwetst An.", None)
    (seen,) = await open_reports(choir)
    assert (seen["text"], seen["author_name"], seen["reporter_name"]) == (UNKIND, "Bram De Smet", "Jonas Peeters")
    assert (seen["title"], seen["note"], seen["closed_at"]) == ("Repetitie van donderdag", "Dit kwetst An.", None)
    with refused("forbidden"):
        await choir.an.call("report.list", organisation=choir.organisation)


async def test_only_who_reported_hears_of_it_and_of_the_decision(choir: World) -> None:
    message = await unkind_message(choir)
    for person in (choir.jonas, choir.an, choir.bram):
        await person.listen()
    made = await reported(choir, choir.jonas, message["id"])
    decided = await choir.clara.call("report.close", report=made["id"], outcome="kept")
    assert await choir.jonas.heard() == [made, decided]
    assert "closed_by" not in decided
    assert await choir.an.heard() == await choir.bram.heard() == []
    assert (await choir.jonas.snapshot())["report", made["id"]] == decided
    for other in (choir.an, choir.bram):
        assert not [kind for kind, _ in await other.snapshot() if kind == "report"]


async def test_removing_empties_the_message_for_everyone_and_settles_all_its_reports(choir: World) -> None:
    message = await unkind_message(choir)
    first = await reported(choir, choir.jonas, message["id"])
    await reported(choir, choir.an, message["id"], reason="other")
    await choir.an.listen()
    await choir.clara.call("report.close", report=first["id"], outcome="removed")
    (gone,) = await choir.an.heard("message.deleted")
    assert (gone["text"], gone["deleted_at"] is not None) == ("", True)
    (told,) = await choir.an.heard("report.closed")
    assert told["outcome"] == "removed"
    assert [(each["outcome"], each["text"]) for each in await open_reports(choir)] == [("removed", "")] * 2
    with refused("conflict"):
        await choir.clara.call("report.close", report=first["id"], outcome="kept")


async def test_what_is_kept_can_be_reported_again_and_a_message_that_went_can_still_be_decided_on(choir: World) -> None:
    message = await unkind_message(choir)
    first = await reported(choir, choir.jonas, message["id"])
    await choir.clara.call("report.close", report=first["id"], outcome="kept")
    second = await reported(choir, choir.jonas, message["id"])
    assert second["id"] != first["id"]
    await choir.bram.call("message.delete", message=message["id"])
    decided = await choir.clara.call("report.close", report=second["id"], outcome="removed")
    assert decided["outcome"] == "removed"


async def test_reporting_again_while_it_waits_changes_why(choir: World) -> None:
    message = await unkind_message(choir)
    both = await asyncio.gather(*(reported(choir, choir.jonas, message["id"]) for _ in range(2)))
    assert len({each["id"] for each in both}) == 1
    again = await reported(choir, choir.jonas, message["id"], reason="private", note="x" * 500)
    assert (again["id"], again["reason"]) == (both[0]["id"], "private")
    assert len(await open_reports(choir)) == 1


async def test_bad_reports_are_refused(choir: World) -> None:
    message = await unkind_message(choir)
    with refused("conflict"):
        await reported(choir, choir.bram, message["id"])
    for more in ({"reason": "boring"}, {"note": "x" * 501}):
        with refused("invalid"):
            await reported(choir, choir.jonas, message["id"], **more)
    with refused("not_found"):
        await reported(choir, choir.stranger, message["id"])
    await choir.bram.call("message.delete", message=message["id"])
    with refused("conflict"):
        await reported(choir, choir.jonas, message["id"])
    assert await open_reports(choir) == []


async def test_who_sees_no_messages_there_reports_none(choir: World) -> None:
    conversation = await choir.conversation(choir.bram)
    message = await choir.bram.send(conversation, UNKIND)
    with refused("not_found"):
        await reported(choir, choir.jonas, message["id"])


async def test_the_open_ones_stand_first_and_pages_go_on(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram)
    for number in range(3):
        message = await choir.bram.send(conversation, f"Bericht {number}")
        await reported(choir, choir.jonas, message["id"])
    first = (await open_reports(choir))[0]
    assert first["text"] == "Bericht 0"
    await choir.clara.call("report.close", report=first["id"], outcome="kept")
    page = await choir.clara.call("report.list", organisation=choir.organisation, limit=2)
    rest = await choir.clara.call("report.list", organisation=choir.organisation, limit=2, page=page["next"])
    assert [each["text"] for each in page["items"] + rest["items"]] == ["Bericht 1", "Bericht 2", "Bericht 0"]


async def test_a_page_of_reports_takes_seven_queries(choir: World, statements: list[str]) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram)
    for number in range(12):
        message = await choir.bram.send(conversation, f"Bericht {number} voor <@{choir.jonas.contact}>")
        await reported(choir, choir.jonas, message["id"])
    await choir.clara.call("account.get")
    statements.clear()
    assert len(await open_reports(choir)) == 12
    assert len(statements) <= 7, statements


async def test_the_letter_to_administrators_says_nothing_of_the_message(choir: World) -> None:
    message = await unkind_message(choir)
    await reported(choir, choir.jonas, message["id"], note="Dit kwetst An.")
    await reported(choir, choir.jonas, message["id"], note="Nog eens")
    letters = [row.arguments for row in await JobRow.filter(kind=SEND_LETTER)]
    assert len(letters) == 1
    assert choir.clara.account.address in letters[0]
    assert not [word for word in (UNKIND, "kwetst", "Jonas", "Bram") if word in letters[0]]


async def test_an_administrator_does_not_hear_who_reported_what_they_wrote(choir: World) -> None:
    other = await choir.person("Griet Janssens", admin=True)
    conversation = await choir.conversation(choir.jonas)
    message = await choir.clara.send(conversation, UNKIND)
    await choir.clara.listen()
    made = await reported(choir, choir.jonas, message["id"])
    assert await open_reports(choir) == []
    with refused("not_found"):
        await choir.clara.call("report.close", report=made["id"], outcome="kept")
    (letter,) = [row.arguments for row in await JobRow.filter(kind=SEND_LETTER)]
    assert other.account.address in letter
    (seen,) = (await other.call("report.list", organisation=choir.organisation))["items"]
    assert seen["reporter_name"] == "Jonas Peeters"
    await other.call("report.close", report=made["id"], outcome="kept")
    assert await open_reports(choir) == await choir.clara.heard() == []


async def test_after_twenty_reports_in_an_hour_one_waits(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram)
    sent = [await choir.bram.send(conversation, f"Bericht {number}") for number in range(21)]
    for message in sent[:20]:
        await reported(choir, choir.jonas, message["id"])
    with refused("rate_limited"):
        await reported(choir, choir.jonas, sent[20]["id"])


async def test_what_was_reported_by_or_of_somebody_erased_has_no_words_left(choir: World) -> None:
    message = await unkind_message(choir)
    await reported(choir, choir.jonas, message["id"], note="Van Jonas")
    await reported(choir, choir.an, message["id"], note="Van An")
    name = "Jonas Peeters"
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact, "name": name}
    await choir.clara.call("privacy.erase", **given)
    seen = await open_reports(choir)
    assert [(each["reporter_name"], each["note"]) for each in seen] == [(None, ""), ("An Claes", "Van An")]
    given = {"organisation": choir.organisation, "contact": choir.bram.contact, "name": "Bram De Smet"}
    await choir.clara.call("privacy.erase", **given)
    assert {row.note for row in await Report.filter(organisation_id=choir.organisation)} == {""}
    assert (await Message.get(organisation_id=choir.organisation, id=message["id"])).text == UNKIND
