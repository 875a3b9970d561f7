"""P10: a line finds the person it is about, and nobody else."""

from datetime import date

from tests.people.lists import ZOE, addresses, figures, found, phones, placements, take_in
from tests.world import World


async def test_who_is_known_by_name_and_birth_date_is_changed_and_not_doubled(choir: World) -> None:
    await take_in(choir, ZOE)
    line = "ZOE;van Wulpenberg;30-07-1991;zoe.nieuw@rietvink.example;oma@rietvink.example;0471 11 11 11;;;;;;"
    assert figures(await take_in(choir, line)) == (0, 1, 0, 0)
    zoe = await found(choir, "ZOE")
    assert await phones(zoe) == ["0471 11 11 11"]
    assert await addresses(zoe) == ["zoe.nieuw@rietvink.example", "oma@rietvink.example"]
    assert len(await placements(zoe)) == 1


async def test_a_mistyped_birth_date_is_corrected_for_who_has_the_same_name_and_address(choir: World) -> None:
    await take_in(choir, ZOE)
    assert figures(await take_in(choir, ZOE.replace("30/07/1991", "3/07/1991"))) == (0, 1, 0, 0)
    assert (await found(choir, "Zoë")).birth_date == date(1991, 7, 3)


async def test_what_a_line_leaves_open_stays_as_it_was(choir: World) -> None:
    await take_in(choir, ZOE)
    assert figures(await take_in(choir, "Zoë;Van Wulpenberg;30/07/1991;;;;;;;;;")) == (0, 0, 1, 0)
    zoe = await found(choir, "Zoë")
    assert await phones(zoe) == ["0470 00 00 02"]
    assert await addresses(zoe) == ["zoe@rietvink.example"]


async def test_father_and_son_of_one_name_and_one_address_stay_two(choir: World) -> None:
    both = [
        "Jan;Rietvoorn;03/03/1947;rietvoorn@rietvink.example;;;;;;;;",
        "Jan;Rietvoorn;12/05/1975;rietvoorn@rietvink.example;;;;;;;;",
    ]
    assert figures(await take_in(choir, *both)) == (2, 0, 0, 0)
    assert figures(await take_in(choir, *reversed(both))) == (0, 0, 2, 0)


async def test_a_line_with_only_a_name_means_the_one_namesake(choir: World) -> None:
    await take_in(choir, ZOE)
    only_name = "Zoë;Van Wulpenberg;;;;;Alten;;;;;"
    assert figures(await take_in(choir, only_name)) == (0, 1, 0, 0)
    assert figures(await take_in(choir, only_name)) == (0, 0, 1, 0)


async def test_of_several_namesakes_a_name_alone_means_none(choir: World) -> None:
    await take_in(choir, ZOE, ZOE.replace("1991", "1961").replace("zoe@", "oma@"))
    only_name = "Zoë;Van Wulpenberg;;;;;;;;;;"
    assert figures(await take_in(choir, only_name)) == (1, 0, 0, 0)
    assert figures(await take_in(choir, only_name)) == (0, 0, 1, 0)
