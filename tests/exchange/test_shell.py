"""Lists come in and go out on the shell, each command in a process of its own."""

import asyncio
from pathlib import Path

import pytest

from server.main import opened
from server.people.models import Contact, Phone
from server.settings import Settings
from tests.faults.test_starting import akkoord
from tests.schema import make_schema
from tests.world import founded

LIST = "Voornaam;Achternaam;Geboortedatum;Noodnummer\nAn;Oeverlant;17/09/1981;0470 00 00 01\nNele;Riet;31/02/1993;\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a choir and a list."""

    async def prepare() -> None:
        await make_schema(f"sqlite:///{tmp_path}/akkoord.sqlite3")
        async with opened(Settings(folder=str(tmp_path))) as house:
            house.start(work=False)
            await founded(house)

    asyncio.run(prepare())
    (tmp_path / "leden.csv").write_text(LIST, "utf-8")
    return tmp_path


def people(folder: Path) -> dict[str, list[str]]:
    """Who there is, with their numbers."""

    async def look() -> dict[str, list[str]]:
        async with opened(Settings(folder=str(folder))):
            phones = await Phone.filter(organisation_id__gt=0)
            found = await Contact.filter(organisation_id__gt=0, birth_date__isnull=False)
            return {each.first_name: [row.number for row in phones if row.contact_id == each.id] for each in found}

    return asyncio.run(look())


def taken(folder: Path, *words: str) -> tuple[int, str]:
    """What `akkoord import contacts` returns and says."""
    words = ("import", "contacts", str(folder / "leden.csv"), "--organisation", "rietvink", *words)
    done = akkoord(folder, *words)
    return done.returncode, done.stdout + done.stderr


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(folder: Path) -> None:
    code, told = taken(folder, "--dry-run")
    assert code == 1
    assert told.splitlines()[:3] == [
        "This was a trial; nothing was kept.",
        "leden.csv: 1 new, 0 changed, 0 unchanged.",
        "Not recognised and left out: Noodnummer.",
    ]
    assert people(folder) == {}


def test_as_a_whole_nothing_is_taken_while_a_line_is_wrong(folder: Path) -> None:
    code, told = taken(folder, "--whole")
    assert (code, told.splitlines()[0]) == (
        1,
        "leden.csv was not imported: some lines are wrong, and you asked for all or nothing.",
    )
    assert people(folder) == {}


def test_a_column_holds_what_one_says(folder: Path) -> None:
    code, told = taken(folder, "--mapping", "Nood=phone_1")
    assert (code, "no column “Nood”" in told) == (2, True)
    code, told = taken(folder, "--mapping", "Noodnummer=shoe_size")
    assert (code, "shoe_size" in told) == (1, True)
    code, told = taken(folder, "--mapping", "Noodnummer=phone_1")
    assert (code, "Not recognised" in told) == (1, False)
    assert people(folder) == {"An": ["0470 00 00 01"]}


def test_contacts_are_written_to_a_new_file_in_the_form_of_its_ending(folder: Path) -> None:
    forms = {"uit.csv": b"\xef\xbb\xbf", "uit.xlsx": b"PK", "uit.vcf": b"BEGIN:VCARD"}
    starts = {**{name: (0, start) for name, start in forms.items()}, "leden.csv": (2, b"Voornaam")}
    for name, (code, start) in starts.items():
        done = akkoord(folder, "export", "contacts", str(folder / name), "--organisation", "rietvink")
        assert (done.returncode, (folder / name).read_bytes()[: len(start)]) == (code, start)
    assert akkoord(folder, "export", "contacts", str(folder / "uit.pdf"), "--organisation", "rietvink").returncode == 2
