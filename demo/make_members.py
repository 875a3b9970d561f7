"""Make the demo's files of members: `python demo/make_members.py`. The same bytes every time.

Every person, surname and street is invented; `.example` can never receive mail (RFC 2606 §3).
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

HEADERS = (
    "Voornaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Geslacht", "E-mail 1", "E-mail 2", "E-mail 3",
    "Telefoon", "Straat", "Postcode", "Gemeente", "Groep", "Functie", "Lid van", "Lid tot", "Gezin", "Gezinsrol",
    "Taal",
)  # fmt: skip
_MOMENT = datetime(2026, 9, 1, 12, 0, 0)  # noqa: DTZ001 - a zip directory and Excel know no zone
_STREETS = ("Lisdoddelaan", "Karekietweg", "Wilgentenen", "Roerdompstraat", "Vinkenslagstraat", "Pluimgrasplein")
_TOWNS = (
    ("2800", "Mechelen"),
    ("2812", "Muizen"),
    ("2811", "Leest"),
    ("2860", "Sint-Katelijne-Waver"),
    ("2570", "Duffel"),
)
_HOMES = {"Vinkenrode": 5, "Biezemans": 24, "Rietvoorn": 27}

# First name | infix | surname | born | sex | function | since | what differs from the usual, as field=value
PEOPLE: dict[str, str] = {
    "Sopranen": """
        Clara||Lisvelde|1984-03-12|V|Voorzitter|2009-09-01
        Zoë||Van Wulpenberg|1991-07-30|V|Zanger|2015-09-01
        Anaïs||Tureluur|1996-01-18|V|Zanger|2018-09-01|Taal=fr
        Hélène||Roseau-Clair|1958-11-02|V|Zanger|1999-09-01|Taal=fr
        Margot||Vinkenrode|1979-05-21|V|Zanger|2006-09-01|Gezin=Vinkenrode;Gezinsrol=ouder
        Nele||Gruttersveld|1988-12-09|V|Stemleider|2011-09-01
        Liesbet||Plevierens|1982-08-14|V|Zanger|2012-09-01
        Tine||Kieviets-Aen|1993-02-27|V|Zanger|2019-09-01
        Griet||Waterhoenen|1967-06-05|V|Zanger|2001-09-01
        Fatima||Azrour-Nahli|1990-10-11|V|Zanger|2021-09-01|Taal=ar
        Marijke|van der|Rietpluim|1961-04-23|V|Zanger|2003-09-01
        Hanne||De Wielewaelde|1999-09-16|V|Zanger|2022-09-01
        Oksana||Ocheretko|1987-03-08|V|Zanger|2023-01-15|Taal=uk
        Isabel||Carriçal|1985-05-19|V|Zanger|2017-09-01|Taal=pt
        Emily||Reedmarsh|1994-11-25|V|Zanger|2024-09-01|Taal=en
        Veerle||Zwaluwaert|1975-01-31|V|Zanger|2008-09-01|E-mail 1=
        Sigrid||Meerkoetsel|1980-07-07|V|Zanger|2010-09-01
        Jolien||Van Lisdonck|1997-12-20|V|Zanger|2020-09-01
        Mirthe|van|Karekietshof|2001-02-14|V|Zanger|2023-09-01
        Agnès||Duroselet|1953-08-28|V|Erelid|1988-09-01|Taal=fr;E-mail 1=;Telefoon=
        Ruth||Sneppenaar|1986-10-03|V|Zanger|2014-09-01|Lid tot=2025-06-30
        Fien||Vinkenrode|2011-05-04|V|Zanger|2022-09-01|Gezin=Vinkenrode;Gezinsrol=kind;E-mail 2=margot;E-mail 3=pieter
        Wout||Vinkenrode|2014-09-22|M|Zanger|2024-09-01|Gezin=Vinkenrode;Gezinsrol=kind;E-mail 2=margot;Telefoon=
        Noor||Biezemans|2016-01-10|V|Zanger|2025-09-01|Gezin=Biezemans;Gezinsrol=kind;E-mail 1=;Telefoon=""",
    "Alten": """
        An||Oeverlant|1981-09-17|V|Secretaris|2007-09-01
        Katelijne||Wulpaerde|1972-03-29|V|Penningmeester|2004-09-01
        Godelieve||Rietvoorn|1949-12-01|V|Erelid|1979-09-01|Gezin=Rietvoorn;Gezinsrol=partner
        Simone||Dodaerts-Veld|1955-06-18|V|Zanger|1992-09-01|E-mail 1=
        Els||Biezemans|1983-04-02|V|Zanger|2013-09-01|Gezin=Biezemans;Gezinsrol=ouder
        Françoise||Joncquier|1964-02-11|V|Zanger|1998-09-01|Taal=fr
        Inge||Smientaert|1978-08-24|V|Stemleider|2005-09-01
        Brigitte||Talingsveld|1970-05-13|V|Zanger|2002-09-01
        Lore||Zilvermeeuws|1995-10-30|V|Zanger|2019-09-01
        Jozefien||Aalscholver|1989-01-07|V|Bibliothecaris|2012-09-01
        Żaneta||Trzcinowska|1992-06-26|V|Zanger|2021-09-01|Taal=pl
        Elif||Sazlıkova|1998-03-15|V|Zanger|2022-09-01|Taal=tr
        Myriam||Blauwreygers|1966-11-19|V|Zanger|2000-09-01
        Dorien||Futenhove|1990-07-12|V|Zanger|2016-09-01
        Harriet||Sedgewater|1976-09-08|V|Zanger|2018-09-01|Taal=en
        Bieke||Van Slobbeland|1987-12-31|V|Zanger|2014-09-01
        Renske|de|Moerasvogel|1994-04-17|V|Zanger|2020-09-01
        Lutgard||Kluutmans|1951-10-22|V|Zanger|1985-09-01|Lid tot=2024-12-31;E-mail 1=""",
    "Mannen": """
        Jonas||Schorrevelt|1986-02-06|M|Zanger|2010-09-01
        René||Bécassinet|1957-07-20|M|Zanger|1996-09-01|Taal=fr
        Lucas||Havickshorst|1977-05-09|M|Dirigent|2016-09-01
        Pieter||Vinkenrode|1978-10-15|M|Zanger|2006-09-01|Gezin=Vinkenrode;Gezinsrol=ouder
        Herman||Rietvoorn|1947-03-03|M|Erelid|1979-09-01|Gezin=Rietvoorn;Gezinsrol=partner;E-mail 1=godelieve
        Bart||Waterpieper|1974-08-11|M|Zanger|2005-09-01
        Youssef||Benqasbi|1993-12-24|M|Zanger|2021-09-01
        Cédric||Marais-Vert|1989-06-29|M|Zanger|2017-09-01|Taal=fr
        Joris|van den|Oeverzwaluw|1984-01-26|M|Pianist|2011-09-01
        Wannes||Baerdmannetje|1996-09-04|M|Zanger|2019-09-01
        Guido||Slobeendt|1950-04-28|M|Zanger|1983-09-01|E-mail 1=
        Matthias||Schilfwasser|1981-11-14|M|Zanger|2015-09-01|Taal=de
        Stijn||Van Kievitsbroek|1992-02-19|M|Zanger|2020-09-01
        Andrei||Stufărescu|1988-05-23|M|Zanger|2023-09-01|Taal=ro
        Koenraad||Goudplevier|1969-07-01|M|Stemleider|2000-09-01""",
    "": """
        Rachid||Biezemans|1980-06-12|M|Vrijwilliger|2025-09-01|Gezin=Biezemans;Gezinsrol=ouder
        Walter||Poldermansch|1962-12-17|M|Vrijwilliger|2011-09-01
        Ingrid||Snorrevelde|1971-03-25|V|Vrijwilliger|2018-09-01|Telefoon=""",
}

ERRORS = """\
Voornaam;Achternaam;Geboortedatum;Geslacht;E-mail 1;Telefoon;Straat;Groep;Lid van;Lid tot;Gezin;Gezinsrol;Taal
Zoë;Van Wulpenberg;30/07/1991;V;zoe@rietvink.example;0470 00 00 02;Karekietweg 2;Sopranen;1/9/2015;;;;nl
René;Bécassinet;1957-07-20;man;rene@rietvink.example;+32 470 00 00 44;Wilgentenen 3;Mannen;01-09-1996;;;;Frans
;Plevierens;14/08/1982;V;liesbet@rietvink.example;;;Sopranen;;;;;nl
Nele;Gruttersveld;9/12/1988;V;nele(at)rietvink.example;;;Sopranen;;;;;nl
Tine;Kieviets-Aen;31/02/1993;V;tine@rietvink.example;;;Sopranen;;;;;nl
Wout;Vinkenrode;22/09/14;M;wout@rietvink.example;;;Sopranen;;;;;nl
Hanne;De Wielewaelde;16/09/2126;V;hanne@rietvink.example;;;Sopranen;;;;;nl
Ruth;Sneppenaar;3/10/1986;V;ruth@rietvink.example;;;Sopranen;30/06/2025;01/09/2014;;;nl
Griet;Waterhoenen;5/06/1967;vogel;griet@rietvink.example;;;Sopranen;;;;;nl
Bart;Waterpieper;11/08/1974;M;bart@rietvink.example;bellen na zessen;;Mannen;;;;;nl
Els;Biezemans;2/04/1983;V;els@rietvink.example;;;Alten;;;Biezemans;;nl
Inge;Smientaert;24/08/1978;V;inge@rietvink.example;;;=A1&B1;;;;;nl
"Lore
Anna";Zilvermeeuws;30/10/1995;V;lore@rietvink.example;;;Alten;;;;;nl
Marijke;{long};23/04/1961;V;marijke@rietvink.example;;;Sopranen;;;;;nl
Joris;Oeverzwaluw;26/01/1984;M;joris@rietvink.example;;;Mannen;;;;;nl;pianist
Rene;Becassinet;20/07/1957;M;rene@rietvink.example;;;Mannen;;;;;nl
An;Oeverlant;17/09/1981;V;an@rietvink.example;0470 00 00 25;Lisdoddelaan 25;Alten;1/9/2007;;;;nl
"""


def user_name(first_name: str) -> str:
    """The first name in lower case without accents: the demo's user name and the name before the @."""
    bare = unicodedata.normalize("NFKD", first_name.lower())
    return "".join(character for character in bare if character.isascii() and character.isalnum())


def people() -> Iterator[dict[str, str | date]]:
    """Every member as header → value, in the order of the file."""
    number = 0
    for group, lines in PEOPLE.items():
        for line in lines.split("\n"):
            if line.strip():
                number += 1
                yield _person(number, group, line.strip().split("|"))


def _person(number: int, group: str, fields: list[str]) -> dict[str, str | date]:
    first_name, infix, surname, born, sex, function, since, *differs = fields
    home = _HOMES.get(surname, number)
    postcode, town = _TOWNS[home % len(_TOWNS)]
    person: dict[str, str | date] = {
        **dict.fromkeys(HEADERS, ""),
        "Voornaam": first_name,
        "Tussenvoegsel": infix,
        "Achternaam": surname,
        "Geboortedatum": date.fromisoformat(born),
        "Geslacht": sex,
        "E-mail 1": user_name(first_name),
        "Telefoon": f"0470 00 00 {number:02}",
        "Straat": f"{_STREETS[home % len(_STREETS)]} {home}",
        "Postcode": postcode,
        "Gemeente": town,
        "Groep": group,
        "Functie": function,
        "Lid van": date.fromisoformat(since),
        "Taal": "nl",
    }
    for change in filter(None, ";".join(differs).split(";")):
        header, _, value = change.partition("=")
        person[header] = date.fromisoformat(value) if header == "Lid tot" else value
    for header in ("E-mail 1", "E-mail 2", "E-mail 3"):
        person[header] = f"{person[header]}@rietvink.example" if person[header] else ""
    return person


def workbook() -> bytes:
    """The .xlsx with every member."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Leden"
    sheet.append(HEADERS)
    for person in people():
        sheet.append([value if value != "" else None for value in person.values()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, header in enumerate(HEADERS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 30 if header.startswith("E-mail") else 16
    for (cell,) in (row for column in ("D", "O", "P") for row in sheet[f"{column}2:{column}{sheet.max_row}"]):
        cell.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return _timeless(written.getvalue())


def _timeless(archive: bytes) -> bytes:
    """The same archive without the moment of making it, and stored, as compressors differ between machines."""
    stamp = _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            content = re.sub(rb"[0-9-]{10}T[0-9:]{8}Z", stamp, old.read(name))
            part = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            part.create_system = 3  # else it tells on which kind of machine it was made
            new.writestr(part, content)
    return written.getvalue()


def lines_with_errors() -> bytes:
    """The CSV as an old Excel writes it: Windows-1252, semicolons, CRLF; with each kind of wrong line."""
    rows = csv.reader(io.StringIO(ERRORS.replace("{long}", "Rietpluim" * 24), newline=""), delimiter=";")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode("windows-1252")


def main() -> None:
    """Write both files beside this one."""
    here = Path(__file__).parent
    (here / "members.xlsx").write_bytes(workbook())
    (here / "members-with-errors.csv").write_bytes(lines_with_errors())


if __name__ == "__main__":
    main()
