"""Finding messages among those that one may see."""

from asyncio import sleep, timeout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.database.statements import dialect
from server.kernel.finding import Place
from server.search.indexing import catch_up
from server.search.words import forms_of, terms_of, words_of
from tests.visitors import let_time_pass
from tests.world import Person, World, refused


async def found(person: Person, text: str = "", **narrowed: Any) -> list[str]:
    """The texts that somebody finds, once the index has come up to date."""
    await catch_up(person.world.house.index)
    page = await person.call("search.messages", text=text, **narrowed)
    return ["".join(piece["text"] for piece in item["excerpt"]) for item in page["items"]]


async def test_a_word_finds_its_beginnings_its_forms_and_other_accents_in_both_languages(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    said = ["De repetitie begint om acht", "Zijn er nog stoelen?", "She was singing", "Café Belgique is open"]
    for text in said:
        await choir.clara.send(place, text)
    assert await found(choir.jonas, "repet") == [said[0]]
    assert await found(choir.jonas, "REPETITIES") == [said[0]]
    assert await found(choir.jonas, "stoel") == [said[1]]
    assert await found(choir.jonas, "sings") == [said[2]]
    assert await found(choir.jonas, "cafe") == [said[3]]
    assert await found(choir.jonas, "café belg") == [said[3]]
    assert await found(choir.jonas, "trompet") == []


async def test_the_hits_are_marked_and_the_piece_around_them_is_short(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(place, f"{'Lang verhaal. ' * 40}Breng de partituren mee.{' Nog meer.' * 40}")
    await catch_up(choir.house.index)
    item = (await choir.jonas.call("search.messages", text="partituur"))["items"][0]
    assert (item["conversation"], item["seq"], item["author"]) == (place, 1, choir.clara.contact)
    assert item["id"] == sent["id"]
    assert [piece["text"] for piece in item["excerpt"] if piece.get("hit")] == ["partituren"]
    assert item["excerpt"][0]["text"] == item["excerpt"][-1]["text"] == "…"
    assert sum(len(piece["text"]) for piece in item["excerpt"]) < 250


async def test_who_left_finds_only_what_was_said_in_their_time_and_strangers_nothing(choir: World) -> None:
    place = await choir.conversation(choir.jonas, choir.an)
    await choir.clara.send(place, "Eerste stoel")
    await choir.an.call("conversation.leave", conversation=place)
    await choir.clara.send(place, "Tweede stoel")
    assert await found(choir.jonas, "stoel") == ["Tweede stoel", "Eerste stoel"]
    assert await found(choir.an, "stoel") == ["Eerste stoel"]
    assert await found(choir.bram, "stoel") == []
    assert await found(choir.stranger, "stoel") == []
    with refused("not_found"):
        await choir.bram.call("search.messages", text="stoel", conversation=place)
    with refused("not_found"):
        await choir.stranger.call("search.messages", text="stoel", organisation=choir.organisation)


async def test_it_is_narrowed_by_conversation_person_period_and_kind(choir: World) -> None:
    one, other = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas)
    await choir.clara.send(one, "Repetitie in de kerk")
    await choir.jonas.send(other, "Repetitie: https://rietvink.example/plan")
    both = await found(choir.clara, "repetitie")
    assert len(both) == 2
    assert await found(choir.clara, "repetitie", conversation=one) == both[1:]
    assert await found(choir.clara, author=choir.jonas.contact) == both[:1]
    assert await found(choir.clara, kind="link") == both[:1]
    assert await found(choir.clara, kind="text") == both[1:]
    now = clock.now()
    assert await found(choir.clara, "repetitie", until_at=now - timedelta(hours=1)) == []
    assert await found(choir.clara, "repetitie", from_at=now - timedelta(hours=1)) == both


async def test_without_a_word_person_kind_and_period_are_enough_over_all_conversations(choir: World) -> None:
    one, other = await choir.conversation(choir.jonas), await choir.conversation(choir.jonas)
    first = await choir.jonas.send(one, "Opname: https://rietvink.example/opname/1")
    await choir.jonas.send(one, "Dat was mooi")
    let_time_pass(timedelta(days=40))
    await choir.jonas.send(other, "Opname: https://rietvink.example/opname/2")
    await choir.clara.send(other, "Opname: https://rietvink.example/opname/3")
    begin = datetime.fromisoformat(first["sent_at"])
    period: dict[str, Any] = {
        "organisation": choir.organisation,
        "from_at": begin,
        "until_at": begin + timedelta(days=1),
    }
    linked = ["Opname: https://rietvink.example/opname/2", first["text"]]
    assert await found(choir.clara, author=choir.jonas.contact, kind="link") == linked
    assert await found(choir.clara, author=choir.jonas.contact, kind="link", **period) == linked[1:]
    assert await found(choir.clara, **period) == ["Dat was mooi", first["text"]]
    assert await found(choir.an, author=choir.jonas.contact, kind="link") == []


async def test_signs_mean_nothing_but_quotes_hold_words_together(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    for text in ("Blijf thuis vandaag", "Thuis blijf ik niet", 'OR "NEAR" AND (x)* words:y'):
        await choir.clara.send(place, text)
    assert await found(choir.jonas, '"blijf thuis"') == ["Blijf thuis vandaag"]
    assert len(await found(choir.jonas, "blijf thuis")) == 2
    for signs in ("OR AND (near)", "x*", "words:y", "-x ^words", "' -- x", '"near and'):
        assert len(await found(choir.jonas, signs)) == 1, signs


async def test_nothing_and_too_much_are_refused_and_one_letter_is_not(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    await choir.clara.send(place, "Plan B staat vast, ballen hoeven niet")
    for nothing in ("", "  ", "?!", '""'):
        with refused("invalid", field="text"):
            await choir.jonas.call("search.messages", text=nothing)
    with refused("invalid", field="text"):
        await choir.jonas.call("search.messages", text="x" * 500)
    with refused("invalid", field="page"):
        await choir.jonas.call("search.messages", text="plan", page="-1")
    with refused("invalid", field="until_at"):
        await choir.jonas.call("search.messages", from_at=clock.now(), until_at=clock.now() - timedelta(days=1))
    assert len(await found(choir.jonas, "b")) == 1
    assert await found(choir.jonas, "x" * 200) == []


async def test_pages_go_on_where_the_last_one_ended(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    for number in range(7):
        await choir.clara.send(place, f"Bericht {number}")
    await catch_up(choir.house.index)
    seen, page = [], None
    while True:
        answer = await choir.jonas.call("search.messages", text="bericht", limit=3, page=page)
        seen += [item["seq"] for item in answer["items"]]
        page = answer["next"]
        if page is None:
            break
    assert seen == [7, 6, 5, 4, 3, 2, 1]


async def test_edits_and_deletions_follow_and_their_words_leave_the_disk(choir: World, tmp_path: Path) -> None:
    place = await choir.conversation(choir.jonas)
    one = await choir.clara.send(place, "Het wachtwoord is zonnebloemolie")
    other = await choir.clara.send(place, "Nog een keer trompetgeschal")
    assert await found(choir.jonas, "zonnebloem") == ["Het wachtwoord is zonnebloemolie"]
    assert await on_disk(tmp_path, "zonnebloemoli")
    await choir.clara.call("message.edit", message=one["id"], text="Het is al gezegd")
    assert (await choir.jonas.call("search.messages", text="zonnebloem"))["items"] == []
    await choir.clara.call("message.delete", message=other["id"])
    assert await found(choir.jonas, "zonnebloem") == await found(choir.jonas, "trompet") == []
    assert await found(choir.jonas, "gezegd") == ["Het is al gezegd"]
    let_time_pass(timedelta(minutes=11))
    await choir.house.worker.run_due()
    for word in ("zonnebloem", "trompetgeschal"):
        assert not await on_disk(tmp_path, word), word
    assert await on_disk(tmp_path, "gezegd")


async def on_disk(folder: Path, word: str) -> bool:
    """Whether a word lies anywhere in the index."""
    files = [file.read_bytes() for file in folder.glob("search.sqlite3*")]
    if files:
        return any(word.encode() in content for content in files)
    sql = (
        "SELECT pg_relation_filepath(c.oid) AS path, current_setting('data_directory') AS top "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'search'"
    )
    found = await rows(sql)
    await rows("CHECKPOINT")
    paths = [Path(row["top"]) / row["path"] for row in found if row["path"]]
    return any(word.encode() in path.read_bytes() for path in paths if path.is_file())


async def test_the_index_follows_by_itself_and_goes_on_after_a_restart(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    await choir.clara.send(place, "Voor de start")
    choir.house.indexer.start()
    await choir.clara.send(place, "Na de start")
    stream = await rows('SELECT "pos" FROM "organisation_stream" WHERE "organisation_id" = ?', [choir.organisation])
    async with timeout(10):
        while (await choir.house.index.place(choir.organisation)).rev < stream[0]["pos"]:
            await sleep(0)
    await choir.house.indexer.stop()
    page = await choir.jonas.call("search.messages", text="start")
    assert len(page["items"]) == 2
    assert await catch_up(choir.house.index) == 0


async def test_an_index_of_another_past_is_made_anew(choir: World) -> None:
    place = await choir.conversation(choir.jonas)
    await choir.clara.send(place, "Uit een ander verleden")
    await choir.house.index.write(choir.organisation, Place(7, 10_000), [], [])
    assert await found(choir.jonas, "verleden") == ["Uit een ander verleden"]


async def test_what_the_newest_messages_do_not_hold_is_found_behind_them(choir: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("server.adapters.postgres_search.WALKED", 3)
    places = [await choir.conversation(choir.jonas) for _ in range(6)]
    for number in range(8):
        await choir.clara.send(places[number % 6], f"Tot donderdag {number}")
        await choir.clara.send(places[number % 5], "Tot vrijdag")
    assert await found(choir.jonas, "donderdag") == [f"Tot donderdag {number}" for number in reversed(range(8))]
    assert await found(choir.jonas, "donderdag", limit=1) == ["Tot donderdag 7"]
    assert await found(choir.jonas, "donderdag", conversation=places[0]) == ["Tot donderdag 6", "Tot donderdag 0"]


async def test_a_search_takes_few_statements(choir: World, statements: list[str]) -> None:
    for _ in range(8):
        await choir.clara.send(await choir.conversation(choir.jonas), "Tot donderdag")
    assert len(await found(choir.jonas, "donderdag")) == 8
    statements.clear()
    await choir.jonas.call("search.messages", text="donderdag")
    assert len(statements) <= (3 if dialect() == "sqlite" else 4), statements


WORDS = [
    "repetitie",
    "repetities",
    "stoel",
    "stoelen",
    "sing",
    "singing",
    "café",
    "Überraschung",
    "b",
    "2026",
    "koor's",
]
TEXTS = st.lists(st.sampled_from([*WORDS, "—", "AND", "🎶", "ж"]), min_size=1, max_size=6).map(" ".join)
ASKED = st.lists(
    st.sampled_from([*WORDS, "rep", "sto", "over", "ko", "ж", '"stoel sing"', '"', "*"]), min_size=1, max_size=3
)


def naive(text: str, asked: str) -> bool:
    """The same by plain reading."""
    words = [word.token for word in words_of(text)]
    for term in terms_of(asked):
        size = len(term.words)
        phrase = any(tuple(words[at : at + size]) == term.words for at in range(len(words)))
        forms = any(set(term.forms) & set(forms_of(word)) for word in words)
        begins = term.prefix and any(word.startswith(term.words[0]) for word in words)
        if not (phrase or forms or begins):
            return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_what_is_found_is_what_plain_reading_finds(choir: World, data: Any) -> None:
    place = await choir.conversation(choir.jonas)
    texts = data.draw(st.lists(TEXTS, min_size=1, max_size=8))
    for text in texts:
        await choir.clara.send(place, text)
    await catch_up(choir.house.index)
    for _ in range(6):
        asked = " ".join(data.draw(ASKED))
        if not terms_of(asked):
            continue
        page = await choir.jonas.call("search.messages", text=asked, conversation=place, limit=50)
        seen = sorted(item["seq"] for item in page["items"])
        assert seen == [seq for seq, text in enumerate(texts, 1) if naive(text, asked)], asked


@pytest.mark.parametrize(
    ("word", "token"), [("É", "e"), ("ﬁets", "fiets"), ("½", "12"), ("İ", "i"), ("a" * 99, "a" * 64)]
)
def test_words_have_one_form(word: str, token: str) -> None:
    assert [each.token for each in words_of(word)] == [token]


async def test_messages_that_are_gone_are_not_in_the_way(choir: World) -> None:
    assert await Message.filter(organisation_id=choir.organisation).count() == 0
    assert await found(choir.jonas, "niets") == []
