"""C19: an administrator of a conversation takes it out: to be read, as JSON, and with what is attached."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from server.files.models import File
from server.kernel.clock import clock
from server.kernel.models import AuditRow
from server.moderation.archive import AT_ONCE
from server.moderation.models import ConversationExport
from tests.files.conftest import Counter, picture
from tests.privacy.seeding import save
from tests.world import Person, World, refused

LETTER = b"Beste allemaal,\nHierbij de partituur.\n"
HOSTILE = "<script>alert('hoi')</script> & <b>vet</b>"


async def exported(by: Person, conversation: int) -> dict[str, Any]:
    """A file is asked for and made; how far it is."""
    await by.call("conversation.export", conversation=conversation)
    await by.world.house.worker.run_due()
    return dict(await by.call("conversation.get_export", conversation=conversation))


async def opened(counter: Counter, by: Person, conversation: int) -> dict[str, bytes]:
    """What is in it."""
    answer = await counter.by(by).get((await exported(by, conversation))["file"])
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_conversation_is_read_and_is_json_with_all_that_happened(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    first = await choir.jonas.send(conversation, f"Wie brengt **taart** mee, <@{choir.an.contact}>?")
    await choir.an.call("message.send", key="answer-00001", conversation=conversation, text="Ik", reply_to=first["id"])
    await choir.an.call("reaction.set", message=first["id"], emoji="🍰", on=True)
    changed = await choir.jonas.send(conversation, "Tot donderdg")
    await choir.jonas.call("message.edit", message=changed["id"], text="Tot donderdag")
    gone = await choir.jonas.send(conversation, "Dit had ik niet mogen zeggen")
    await choir.jonas.call("message.delete", message=gone["id"])
    options = [{"text": "Ave verum"}, {"text": "Locus iste"}]
    asked = {"kind": "choice", "title": "Wat zingen we?", "options": options}
    poll = await choir.jonas.call("poll.create", conversation=conversation, **asked)
    await choir.an.call("poll_answer.set", poll=poll["id"], choices=[{"option": poll["options"][0]["id"]}])
    files = await opened(counter, choir.clara, conversation)
    assert sorted(files) == ["gesprek.html", "gesprek.json"]
    told = json.loads(files["gesprek.json"])
    assert told["conversation"]["title"] == "Repetitie van donderdag"
    assert {each["name"] for each in told["conversation"]["people"]} == {"Clara Wouters", "Jonas Peeters", "An Claes"}
    by_seq = {message["seq"]: message for message in told["messages"]}
    assert (by_seq[1]["author"], by_seq[1]["text"]) == ("Jonas Peeters", "Wie brengt **taart** mee, @An Claes?")
    assert by_seq[1]["reactions"] == {"🍰": ["An Claes"]}
    assert by_seq[2]["answers"]["author"] == "Jonas Peeters"
    assert [each["text"] for each in by_seq[3]["before"]] == ["Tot donderdg"]
    assert (by_seq[4]["text"], by_seq[4]["deleted_at"] is not None) == ("", True)
    assert by_seq[5]["poll"]["options"][0] == {"text": "Ave verum", "yes": 1, "maybe": 0, "no": 0}
    page = files["gesprek.html"].decode()
    for words in (
        "<strong>taart</strong>",
        "@An Claes",
        "bewerkt",
        "Verwijderd bericht",
        "Wat zingen we?",
        "🍰 An Claes",
    ):
        assert words in page
    assert "niet mogen zeggen" not in page


async def test_the_file_is_named_after_the_day_where_the_organisation_is(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    tonight = clock.now().replace(hour=23, minute=30)
    clock.set(lambda: tonight)
    answer = await counter.by(choir.clara).get((await exported(choir.clara, conversation))["file"])
    assert f"{tonight + timedelta(days=1):%Y-%m-%d}.zip" in answer.headers["Content-Disposition"]


async def test_whatever_somebody_typed_stays_text(counter: Counter, choir: World) -> None:
    made = await choir.clara.call(
        "conversation.create", organisation=choir.organisation, title=HOSTILE, contacts=[choir.jonas.contact]
    )
    first = await choir.jonas.send(made["id"], HOSTILE)
    await choir.jonas.call("message.edit", message=first["id"], text=f"{HOSTILE} opnieuw")
    given = {"conversation": made["id"], "text": f"{HOSTILE}\n[klik](javascript:alert(1))", "reply_to": first["id"]}
    await choir.jonas.call("message.send", key="hostile-0001", **given)
    asked = {"kind": "choice", "title": HOSTILE, "options": [{"text": HOSTILE}, {"text": "Geen"}]}
    await choir.jonas.call("poll.create", conversation=made["id"], **asked)
    sent = await counter.by(choir.jonas).sent(LETTER, '"><img src=x onerror=alert(1)>.txt', "message")
    await choir.jonas.call("message.send", key="hostile-0002", conversation=made["id"], text="", files=[sent["id"]])
    files = await opened(counter, choir.clara, made["id"])
    page = files["gesprek.html"].decode()
    assert page.count("&lt;script&gt;") >= 6
    for bad in ("<script", "<b>", "<img", 'href="javascript'):
        assert bad not in page
    assert "default-src 'none'" in page


async def test_what_is_attached_lies_beside_it(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    jonas = counter.by(choir.jonas)
    photo = await jonas.sent(picture(300, 200), "repetitie.jpg", "message")
    score = await jonas.sent(LETTER, "partituur.txt", "message")
    given = {"conversation": conversation, "text": "Kijk", "files": [photo["id"], score["id"]]}
    await choir.jonas.call("message.send", key="attached-001", **given)
    files = await opened(counter, choir.clara, conversation)
    assert files["bijlagen/00001-2-partituur.txt"] == LETTER
    assert files["bijlagen/00001-1-repetitie.jpg"].startswith(b"\xff\xd8")
    assert 'href="bijlagen/00001-2-partituur.txt"' in files["gesprek.html"].decode()
    (message,) = json.loads(files["gesprek.json"])["messages"]
    assert [each["path"] for each in message["files"]] == [
        "bijlagen/00001-1-repetitie.jpg",
        "bijlagen/00001-2-partituur.txt",
    ]


async def test_only_who_asked_fetches_it_for_a_day(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas, choir.an)
    where = {"conversation": conversation}
    assert (await choir.clara.call("conversation.get_export", **where))["state"] == "none"
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=True)
    await choir.an.send(conversation, "Tot donderdag")
    await choir.jonas.call("conversation.export", **where)
    waiting = await choir.jonas.call("conversation.get_export", **where)
    assert (waiting["state"], waiting["done"], waiting["total"]) == ("waiting", 0, 1)
    await choir.house.worker.run_due()
    ready = await choir.jonas.call("conversation.get_export", **where)
    assert (ready["state"], ready["done"]) == ("ready", 1)
    assert (await choir.clara.call("conversation.get_export", **where))["state"] == "none"
    for person, status in ((choir.jonas, 200), (choir.an, 404), (choir.clara, 404), (choir.stranger, 404)):
        assert (await counter.by(person).get(ready["file"])).status_code == status
    file = await File.get(organisation_id=choir.organisation, id=ready["file"])
    file.created_at = clock.now() - timedelta(days=1, minutes=1)
    await save(file)
    assert (await choir.jonas.call("conversation.get_export", **where))["state"] == "gone"
    assert (await counter.by(choir.jonas).get(ready["file"])).status_code == 404
    with refused("forbidden"):
        await choir.an.call("conversation.export", **where)


async def test_it_is_in_the_log_and_five_an_hour(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for _ in range(5):
        await choir.clara.call("conversation.export", conversation=conversation)
    with refused("rate_limited"):
        await choir.clara.call("conversation.export", conversation=conversation)
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation="conversation.export")
    assert {(row.subject, row.subject_id) for row in noted} == {("conversation", conversation)}


async def test_what_two_write_each_other_is_not_taken_out(choir: World) -> None:
    with refused("not_found"):
        await choir.clara.call("conversation.export", conversation=await choir.direct(choir.jonas, choir.an))
    with refused("conflict"):
        await choir.clara.call("conversation.export", conversation=await choir.direct(choir.clara, choir.an))


async def test_who_lost_the_right_meanwhile_gets_no_file(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    where = {"conversation": conversation}
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=True)
    await choir.jonas.call("conversation.export", **where)
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=False)
    await choir.house.worker.run_due()
    row = await ConversationExport.get(organisation_id=choir.organisation)
    assert (row.state, row.file_id) == ("failed", None)


async def test_who_lost_the_right_since_or_whose_conversation_was_removed_fetches_it_no_more(
    counter: Counter, choir: World
) -> None:
    conversation = await choir.conversation(choir.jonas)
    where = {"conversation": conversation}
    jonas = counter.by(choir.jonas)
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=True)
    file = (await exported(choir.jonas, conversation))["file"]
    assert (await jonas.get(file)).status_code == 200
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=False)
    assert (await jonas.get(file)).status_code == (await jonas.get(file, Range="bytes=0-4")).status_code == 404
    await choir.clara.call("participant.set_admin", **where, contact=choir.jonas.contact, admin=True)
    assert (await jonas.get(file)).status_code == 200
    await choir.clara.call("conversation.remove", **where)
    assert (await jonas.get(file)).status_code == 404


async def test_a_long_conversation_is_told_in_parts_and_nothing_twice(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(1, AT_ONCE + 3):
        await choir.jonas.send(conversation, f"Bericht {number}")
    files = await opened(counter, choir.clara, conversation)
    told = json.loads(files["gesprek.json"])["messages"]
    assert [message["seq"] for message in told] == list(range(1, AT_ONCE + 3))
    assert files["gesprek.html"].decode().count("<article") == AT_ONCE + 2


async def test_while_somebody_is_erased_no_file_is_made_with_their_words(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    await choir.jonas.send(conversation, "Tot donderdag")
    await choir.clara.call("conversation.export", conversation=conversation)
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact, "name": "Jonas Peeters"}
    await choir.clara.call("privacy.erase", **given)
    await choir.house.worker.run_due()
    assert (await choir.clara.call("conversation.get_export", conversation=conversation))["state"] == "failed"
