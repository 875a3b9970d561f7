"""Akkoord with a calendar of 500 occurrences, to be polled. `python -m benchmarks.peers.feed_house PORT FOLDER`.

Writes the path of the feed to FOLDER/path once it stands there.
"""

import sys
from pathlib import Path

import uvicorn
import uvloop

from server.main import House, opened
from server.settings import Settings
from server.transports.fanout import config_kwargs
from tests.schema import make_schema
from tests.world import World, founded

OCCURRENCES = 500


async def main(port: int, folder: Path) -> None:
    """Found the choir, plan its evenings, and serve."""
    settings = Settings(folder=str(folder), port=port, log_level="error")
    await make_schema(settings.database_url)
    async with opened(settings) as house:
        house.start(work=False)
        (folder / "path").write_text(await _feed(await founded(house)))
        await uvicorn.Server(_config(house, port)).serve()


async def _feed(choir: World) -> str:
    await choir.clara.call(
        "series.create",
        organisation=choir.organisation,
        title="Repetitie",
        place="Parochiezaal Sint-Jozef, Mechelen",
        remarks="Inzingen om 20 uur; breng potlood en een flesje water mee.",
        local_start="2026-01-05T20:00",
        duration_minutes=135,
        rule=f"FREQ=DAILY;COUNT={OCCURRENCES}",
    )
    made = await choir.an.call("calendar.link", organisation=choir.organisation)
    return "/calendar/" + str(made["url"]).rpartition("/")[2]


def _config(house: House, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        house.app(), host="127.0.0.1", port=port, lifespan="off", log_config=None, access_log=False, **config_kwargs()
    )


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), Path(sys.argv[2])))
