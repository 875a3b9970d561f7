"""P15: somebody gets all that is kept of them, whole against the classes of the columns, and nothing of others."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import httpx

from server.files.models import File
from server.kernel.clock import clock
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.models import AuditRow
from server.kernel.personal import tables
from server.people.models import Contact, Family, FamilyFunction, FamilyMember
from server.privacy.exporting import export_attempts
from server.privacy.models import Archive
from tests.people.families.vinkenrode import Vinkenrodes
from tests.privacy.seeding import Seeding, save
from tests.world import Person, Served, World, refused


async def asked(by: Person, contact: int | None) -> dict[str, Any]:
    """An archive is asked for, and made; how far it is."""
    given = {"organisation": by.world.organisation, "contact": contact}
    await by.call("privacy.export", **given)
    await by.world.house.worker.run_due()
    return dict(await by.call("privacy.get_export", **given))


async def fetched(served: Served, by: Person, file: int) -> httpx.Response:
    async with httpx.AsyncClient(base_url=served.http, trust_env=False, verify=False) as client:
        return await client.get(f"/files/{file}", headers={"Authorization": f"Bearer {by.token}"})


async def opened(served: Served, by: Person, contact: int | None) -> dict[str, str]:
    """The files of an archive that somebody asked for, as text."""
    export = await asked(by, contact)
    answer = await fetched(served, by, export["file"])
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def test_an_archive_holds_every_personal_column_and_nothing_of_another(served: Served) -> None:
    choir = served.world
    jonas = Seeding(choir, choir.jonas, "zwaluwstaart")
    bram = Seeding(choir, choir.bram, "merelnest")
    await jonas.sow()
    await bram.sow()
    files = await opened(served, choir.jonas, choir.jonas.contact)
    told = "\n".join(files.values())
    assert {column for column, word in jonas.words.items() if word not in told} == set()
    assert {column for column, word in bram.words.items() if word in told} == set()
    assert {name for name in files if name.endswith(".json")} >= {"contact.json", "message.json", "phone.json"}
    (answered,) = json.loads(files["polls.json"])
    assert answered["choices"] == [{"option": "Ave verum", "value": "yes", "count": 1}]
    (stood,) = json.loads(files["placement.json"])
    assert stood["group_season"].startswith("Alten")
    assert stood["function"].startswith("Zanger")


async def test_a_person_can_read_it_in_their_own_language(served: Served) -> None:
    choir = served.world
    files = await opened(served, choir.jonas, choir.jonas.contact)
    assert "Wat er over jou bewaard wordt" in files["overzicht.html"]
    assert "<dt>Voornaam</dt><dd>Jonas</dd>" in files["overzicht.html"]
    assert "<script" not in files["overzicht.html"]


async def test_the_archive_tells_the_day_on_which_it_was_made_where_the_organisation_is(served: Served) -> None:
    choir = served.world
    tonight = clock.now().replace(hour=23, minute=30)
    clock.set(lambda: tonight)
    files = await opened(served, choir.jonas, choir.jonas.contact)
    tomorrow = (tonight + timedelta(days=1)).date()
    assert say(Reason("privacy_overview_intro", day=tomorrow), "nl") in files["overzicht.html"]


async def test_what_somebody_writes_is_no_page_of_ours(served: Served) -> None:
    choir = served.world
    conversation = await choir.conversation(choir.jonas, choir.an)
    await choir.jonas.send(conversation, "<script>alert(1)</script>")
    files = await opened(served, choir.jonas, choir.jonas.contact)
    assert "&lt;script&gt;alert(1)" in files["overzicht.html"]


async def test_no_secret_leaves(served: Served) -> None:
    choir = served.world
    await choir.jonas.call("calendar.link", organisation=choir.organisation)
    files = await opened(served, choir.jonas, choir.jonas.contact)
    secret = {column for table in tables.values() for column in table.columns_of("secret")}
    assert {"password_hash", "token_hash", "secret_hash"} <= secret
    told = "\n".join(files.values())
    assert [column for column in secret if f'"{column}"' in told] == []


async def test_an_administrator_gets_the_card_and_not_what_somebody_wrote(served: Served) -> None:
    choir = served.world
    jonas = Seeding(choir, choir.jonas, "zwaluwstaart")
    await jonas.sow()
    files = await opened(served, choir.clara, choir.jonas.contact)
    told = "\n".join(files.values())
    assert jonas.words["phone", "number"] in told
    assert jonas.words["message", "text"] not in told
    assert jonas.words["poll", "title"] not in told
    assert "ballot.json" not in files
    assert "polls.json" not in files
    assert jonas.words["session", "client"] not in told
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation="privacy.export")
    assert [row.subject_id for row in noted] == [choir.jonas.contact]


async def test_a_mother_gets_her_childs(served: Served) -> None:
    choir = served.world
    own = {"organisation_id": choir.organisation}
    child = await Contact.get(id=choir.bram.contact, **own)
    child.birth_date = clock.now().date() - timedelta(days=10 * 365)
    family = Family(id=new_id(), name="Claes", **own)
    for row in (child, family):
        await save(row)
    for contact, key in ((choir.an.contact, "parent"), (choir.bram.contact, "child")):
        function = await FamilyFunction.get(key=key, **own)
        place = {"family_id": family.id, "contact_id": contact, "function_id": function.id}
        await save(FamilyMember(id=new_id(), **place, **own))
    await choir.house.worker.run_due()
    await choir.quiet()
    files = await opened(served, choir.an, choir.bram.contact)
    assert "Bram" in files["contact.json"]
    assert not await AuditRow.exists(organisation_id=choir.organisation, operation="privacy.export")


async def test_a_mother_gets_nothing_of_the_fathers_home(served: Served) -> None:
    home = await Vinkenrodes.enter(served.world)
    await home.has_addresses(home.koen, "koen@lauwers.example")
    await home.has_addresses(home.wout, "wout@vinkenrode.example", "Koen@lauwers.example")
    told = "\n".join((await opened(served, home.margot, home.wout.contact)).values()).lower()
    assert "wout@vinkenrode.example" in told
    assert "koen@lauwers.example" not in told
    assert str(home.family) in told
    assert str(home.fathers) not in told
    own = "\n".join((await opened(served, home.wout, home.wout.contact)).values())
    assert "Koen@lauwers.example" in own


async def test_who_may_no_longer_act_for_somebody_gets_no_archive_of_theirs(served: Served) -> None:
    home = await Vinkenrodes.enter(served.world)
    given = {"organisation": served.world.organisation, "contact": home.wout.contact}
    made = await asked(home.margot, home.wout.contact)
    await home.koen.call("privacy.export", **given)
    await home.block(home.margot)
    await home.block(home.koen)
    await home.work()
    assert (await fetched(served, home.margot, made["file"])).status_code == 404
    kept = {row.account_id: row.state for row in await Archive.filter(organisation_id=served.world.organisation)}
    assert kept == {home.margot.account.id: "ready", home.koen.account.id: "failed"}


async def test_only_who_asked_fetches_it(served: Served) -> None:
    choir = served.world
    export = await asked(choir.jonas, choir.jonas.contact)
    for other in (choir.clara, choir.bram, choir.foreign_admin):
        assert (await fetched(served, other, export["file"])).status_code == 404
    assert (await fetched(served, choir.jonas, export["file"])).status_code == 200


async def test_it_is_gone_after_a_day(served: Served) -> None:
    choir = served.world
    export = await asked(choir.jonas, choir.jonas.contact)
    assert export["state"] == "ready"
    assert export["bytes"] > 0
    tomorrow = clock.now() + timedelta(hours=25)
    clock.set(lambda: tomorrow)
    await choir.house.worker.run_due()
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    assert (await choir.jonas.call("privacy.get_export", **given))["state"] == "gone"
    assert (await fetched(served, choir.jonas, export["file"])).status_code == 404


async def test_how_far_it_is_can_be_seen(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    assert (await choir.jonas.call("privacy.get_export", **given))["state"] == "none"
    assert (await choir.jonas.call("privacy.export", **given))["state"] == "waiting"
    assert (await choir.jonas.call("privacy.get_export", **given))["state"] == "waiting"
    assert (await choir.clara.call("privacy.get_export", **given))["state"] == "none"


async def test_who_is_erased_meanwhile_leaves_no_archive(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    await choir.jonas.call("privacy.export", **given)
    await choir.clara.call("privacy.erase", name="Jonas Peeters", **given)
    await choir.house.worker.run_due()
    assert not await File.exists(organisation_id=choir.organisation)


async def test_five_an_hour_are_enough(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    for _ in range(5):
        await choir.jonas.call("privacy.export", **given)
    with refused("rate_limited"):
        await choir.jonas.call("privacy.export", **given)
    export_attempts.reset()


async def test_somebody_elses_is_refused(choir: World) -> None:
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    for operation in ("privacy.export", "privacy.get_export"):
        with refused("forbidden"):
            await choir.bram.call(operation, **given)
        with refused("not_found"):
            await choir.foreign_admin.call(operation, **given)
