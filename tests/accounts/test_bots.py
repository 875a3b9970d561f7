"""Programs that act in an organisation."""

from tests.world import World, refused


async def test_an_administrator_makes_a_bot_that_may_do_what_its_scopes_say(choir: World) -> None:
    made = await choir.clara.call(
        "bot.create", organisation=choir.organisation, name="Agendabot", scopes=["agenda:read", "sync:read"]
    )
    bot = choir.with_token(made["token"])
    agenda = {"organisation": choir.organisation, "from": "2026-11-01", "until": "2026-12-01"}
    assert (await bot.call("agenda.list", **agenda))["items"] == []
    with refused("forbidden"):
        await bot.call("contact.list", organisation=choir.organisation)
    with refused("not_found"):
        await bot.call("agenda.list", **{**agenda, "organisation": choir.other})


async def test_only_who_manages_settings_makes_bots(choir: World) -> None:
    for person, code in ((choir.jonas, "forbidden"), (choir.foreign_admin, "not_found")):
        with refused(code):
            await person.call("bot.create", organisation=choir.organisation, name="Bot", scopes=["sync:read"])


async def test_a_bot_cannot_be_given_what_bots_may_not_have(choir: World) -> None:
    with refused("invalid", field="scopes"):
        await choir.clara.call(
            "bot.create", organisation=choir.organisation, name="Bot", scopes=["sync:read", "accounts:write"]
        )


async def test_a_bot_that_is_removed_opens_no_door(choir: World) -> None:
    made = await choir.clara.call("bot.create", organisation=choir.organisation, name="Bot", scopes=["sync:read"])
    bot = choir.with_token(made["token"])
    await bot.call("sync.pull", organisation=choir.organisation)
    with refused("not_found"):
        await choir.foreign_admin.call("bot.remove", organisation=choir.other, bot=made["bot"])
    await choir.clara.call("bot.remove", organisation=choir.organisation, bot=made["bot"])
    await choir.quiet()
    with refused("unauthenticated"):
        await bot.call("sync.pull", organisation=choir.organisation)


async def test_on_behalf_of_its_caller_a_bot_has_their_rights_within_its_scopes(choir: World) -> None:
    scopes = ["agenda:read", "bots:write", "conversations:read"]
    made = await choir.clara.call("bot.create", organisation=choir.organisation, name="Agendabot", scopes=scopes)
    bot = choir.with_token(made["token"])
    words = {"nl": "agenda", "en": "agenda"}
    await bot.call("bot.register", commands=[{"name": "agenda", "words": words, "help": words}])
    conversation = await choir.conversation(choir.jonas)
    command = await choir.jonas.call("command.run", conversation=conversation, text="/agenda")
    with refused("not_found"):  # a bot sits nowhere itself
        await bot.call("message.history", conversation=conversation)
    on_behalf = {"for_command": command["id"]}
    assert (await bot.call("message.history", **on_behalf, conversation=conversation))["items"] == []
    with refused("forbidden"):
        await bot.call("contact.list", **on_behalf, organisation=choir.organisation)
    with refused("not_found"):
        await choir.clara.call("message.history", **on_behalf, conversation=conversation)
    with refused("not_found"):
        await bot.call("message.history", for_command=conversation, conversation=conversation)
