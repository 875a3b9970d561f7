"""C16: who is told what on which device, by Web Push straight from the server."""

import pytest
import structlog

from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.ids import new_id
from server.notifications.push.models import Push, PushDevice
from tests.notifications.push.service import Browser, PushService, claims_of
from tests.notifications.relay import Watch
from tests.world import Person, World, refused


async def pushed(choir: World, watch: Watch, seconds: float = 4) -> None:
    """Some seconds pass, and what is due is done."""
    watch.forward(seconds=seconds)
    await choir.house.worker.run_due()


async def test_what_stays_unread_is_told_once_and_grouped(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon van Jonas").subscribe(choir.jonas)
    conversation = await choir.conversation(choir.jonas, choir.an, title="Sopranen")
    await choir.clara.send(conversation, "Donderdag om half acht")
    await choir.house.worker.run_due()
    assert service.taken == []
    await pushed(choir, watch)
    ((headers, told),) = service.to(phone)
    assert told["title"] == "Sopranen"
    assert told["body"] == "Clara Wouters: Donderdag om half acht"
    assert told["url"] == f"/chat/{conversation}/m/1"
    assert [each["action"] for each in told["actions"]] == ["reply", "read"]
    assert (told["badge"], told["reader"], told["seq"]) == (1, choir.jonas.account.id, 1)
    assert headers["content-encoding"] == "aes128gcm"
    assert (headers["urgency"], headers["ttl"]) == ("normal", "86400")
    assert claims_of(headers["authorization"])["aud"] == f"http://127.0.0.1:{service.port}"
    await choir.clara.send(conversation, "Breng een potlood mee")
    await choir.an.send(conversation, "En **water**")
    await pushed(choir, watch)
    (_, (later, again)) = service.to(phone)
    assert again["title"] == "3 nieuwe berichten in Sopranen"
    assert again["body"].startswith("An Claes: En")
    assert (again["tag"], later["topic"]) == (told["tag"], headers["topic"])
    await pushed(choir, watch, 3600)
    assert len(service.to(phone)) == 2


async def test_of_a_conversation_that_is_removed_by_then_nobody_is_told(
    choir: World, service: PushService, watch: Watch
) -> None:
    phone = await Browser(service, "Telefoon van Jonas").subscribe(choir.jonas)
    conversation = await choir.conversation(choir.jonas, title="Sopranen")
    await choir.clara.send(conversation, "Donderdag om half acht")
    await choir.clara.call("conversation.remove", conversation=conversation)
    await pushed(choir, watch)
    assert service.to(phone) == []


async def test_who_wrote_it_read_it_or_looks_is_not_told(choir: World, service: PushService, watch: Watch) -> None:
    people = [choir.clara, choir.jonas, choir.an]
    clara, jonas, an = [await Browser(service, person.account.name).subscribe(person) for person in people]
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.clara.send(conversation, "Wie brengt taart mee?")
    await choir.jonas.call("read.set", conversation=conversation, seq=1)
    await pushed(choir, watch)
    assert [len(service.to(browser)) for browser in (clara, jonas, an)] == [0, 0, 1]
    await choir.clara.send(conversation, "En koffie?")
    await pushed(choir, watch)
    assert [len(service.to(browser)) for browser in (clara, jonas, an)] == [0, 0, 2]
    await pushed(choir, watch, 8)
    assert [len(service.to(browser)) for browser in (clara, jonas, an)] == [0, 1, 2]


async def test_what_is_read_or_deleted_before_it_leaves_is_not_told(
    choir: World, service: PushService, watch: Watch
) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    service.answers = ["503 Busy\nRetry-After: 120"]
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    assert len(service.to(phone)) == 1
    await pushed(choir, watch, 100)
    assert len(service.to(phone)) == 1
    await choir.jonas.call("read.set", conversation=conversation, seq=1)
    await pushed(choir, watch, 60)
    assert len(service.to(phone)) == 1
    assert await Push.filter(organisation_id=choir.organisation) == []


async def test_a_busy_service_is_tried_again_and_no_sooner_than_it_says(
    choir: World, service: PushService, watch: Watch
) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    service.answers = ["429 Slow down\nRetry-After: 300", "500 Oops"]
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    await pushed(choir, watch, 290)
    assert len(service.to(phone)) == 1
    await pushed(choir, watch, 12)
    assert len(service.to(phone)) == 2
    await pushed(choir, watch, 70)
    told = [each["title"] for _, each in service.to(phone)]
    assert told == ["Clara Wouters"] * 3
    assert await Push.filter(organisation_id=choir.organisation) == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
async def test_a_device_that_is_gone_is_forgotten(
    choir: World, service: PushService, watch: Watch, status: str
) -> None:
    await Browser(service, "Oude telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    service.answers = [status]
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    assert (await choir.jonas.call("push.list"))["items"] == []


async def test_a_refusal_ends_this_push_and_not_the_device(choir: World, service: PushService, watch: Watch) -> None:
    await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    service.answers = ["400 Bad Request"]
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    await pushed(choir, watch, 3600)
    assert len(service.taken) == 1
    assert len((await choir.jonas.call("push.list"))["items"]) == 1


async def test_who_signed_out_is_told_nothing_any_more(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    await choir.clara.send(conversation, "Nog een")
    await choir.jonas.call("session.close")
    await pushed(choir, watch)
    assert len(service.to(phone)) == 1
    await pushed(choir, watch, 3700)
    assert await PushDevice.all() == []


async def test_quiet_hours_are_quiet_over_midnight(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    told = await choir.jonas.call("notifications.change", quiet_from="19:30", quiet_until="07:00")
    assert told == {"quiet_from": "19:30", "quiet_until": "07:00", "zone": "Europe/Brussels", "mentions_pass": True}
    await choir.clara.send(conversation, "Slaap je al?")
    await pushed(choir, watch)
    assert service.to(phone) == []
    watch.forward(hours=12)
    await choir.clara.send(conversation, "Goedemorgen")
    await pushed(choir, watch)
    ((_, morning),) = service.to(phone)
    assert morning["body"] == "2 nieuwe berichten\nGoedemorgen"
    await choir.jonas.call("notifications.change", quiet=False)
    assert (await choir.jonas.call("notifications.get"))["quiet_from"] is None


async def test_each_device_is_told_what_it_wants(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    laptop = await Browser(service, "Laptop").subscribe(choir.jonas)
    await choir.jonas.call("push.change", device=laptop.device, kinds=["mentions"])
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Ben je er?")
    await pushed(choir, watch)
    assert [len(service.to(browser)) for browser in (phone, laptop)] == [1, 0]


async def test_a_parent_is_told_what_is_for_their_child_and_only_reads(
    choir: World, service: PushService, watch: Watch
) -> None:
    wout = await choir.person("Wout Peeters")
    await acts_for(choir, choir.jonas, wout)
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.conversation(wout, choir.an, title="Kinderkoor")
    await choir.clara.send(conversation, "Zaterdag generale repetitie")
    await pushed(choir, watch)
    ((_, told),) = service.to(phone)
    assert told["title"] == "Kinderkoor (voor Wout)"
    assert told["actions"] == []
    assert told["reader"] != choir.jonas.account.id
    await choir.jonas.call("push.change", device=phone.device, kinds=["messages", "mentions"])
    await choir.clara.send(conversation, "Breng drinken mee")
    await pushed(choir, watch)
    assert len(service.to(phone)) == 1


async def acts_for(choir: World, parent: Person, child: Person) -> None:
    """An open link, of who was let act for somebody."""
    async with choir.house.units.write() as unit:
        unit.add(
            Link(
                id=new_id(), organisation_id=choir.organisation, account_id=parent.account.id,
                contact_id=child.contact, kind="delegate", from_at=clock.now(),
            )
        )  # fmt: skip


async def test_a_test_reaches_that_device(choir: World, service: PushService, watch: Watch) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    laptop = await Browser(service, "Laptop").subscribe(choir.jonas)
    await choir.jonas.call("push.test", device=phone.device)
    await pushed(choir, watch, 0)
    ((headers, told),) = service.to(phone)
    assert told["body"] == "Op dit toestel krijg je meldingen van Koor De Rietvink."
    assert headers["urgency"] == "high"
    assert service.to(laptop) == []


async def test_the_same_endpoint_is_the_same_device_and_a_new_one_may_take_its_place(
    choir: World, service: PushService
) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    first = phone.device
    assert (await phone.subscribe(choir.jonas)).device == first
    await choir.jonas.call("push.change", device=first, kinds=["mentions"])
    fresh = Browser(service, "Nieuw adres")
    view = await choir.jonas.call(
        "push.subscribe", endpoint=fresh.endpoint, name="Telefoon", before=phone.endpoint, **fresh.keys
    )
    assert (view["id"], view["kinds"], view["here"]) == (first, ["mentions"], True)
    # Whoever signs in on a shared device takes it over: nothing of who was there before is shown on it.
    assert (await fresh.subscribe(choir.an)).device == first
    assert (await choir.jonas.call("push.list"))["items"] == []


async def test_twenty_devices_are_enough(choir: World, service: PushService) -> None:
    for number in range(20):
        await Browser(service, f"Telefoon {number}").subscribe(choir.jonas)
    with refused("conflict"):
        await Browser(service, "Te veel").subscribe(choir.jonas)
    last = (await choir.jonas.call("push.list"))["items"][-1]["id"]
    await choir.jonas.call("push.unsubscribe", device=last)
    await Browser(service, "Nu wel").subscribe(choir.jonas)


async def test_nothing_of_a_device_or_a_message_is_in_views_or_logs(
    choir: World, service: PushService, watch: Watch
) -> None:
    phone = await Browser(service, "Telefoon").subscribe(choir.jonas)
    conversation = await choir.direct(choir.clara, choir.jonas)
    await choir.clara.send(conversation, "Mijn pincode is 4711")
    service.answers = ["400 Bad Request", "503 Busy"]
    with structlog.testing.capture_logs() as logged:
        await pushed(choir, watch)
    assert any(line["event"] == "push_refused" for line in logged)
    shown = str(await choir.jonas.call("push.list"))
    for secret in (phone.path, phone.keys["auth"], "4711"):
        assert secret not in str(logged)
        assert secret not in shown


async def test_many_readers_cost_no_more_queries(
    choir: World, service: PushService, watch: Watch, statements: list[str]
) -> None:
    singers = [await choir.person(f"Zanger {number}") for number in range(12)]
    for singer in singers:
        await Browser(service, singer.account.name).subscribe(singer)
    conversation = await choir.conversation(*singers)
    await pushed(choir, watch, 0)
    await choir.clara.send(conversation, "Tot donderdag")
    watch.forward(seconds=4)
    statements.clear()
    await choir.house.worker.run_due()
    assert len(service.taken) == 12
    asked = [each for each in statements if each.lstrip().startswith("SELECT") and '"job"' not in each]
    assert len(asked) <= 20, asked
    assert service.lines <= 16
    assert await rows('SELECT "id" FROM "push" WHERE "organisation_id" >= 0') == []
