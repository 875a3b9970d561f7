"""A choir to look at: what the server would tell one account, without a server."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

Item = dict[str, Any]
HOME, CHURCH = 1, 2
CLARA = 11
NAMES = {
    11: "Clara De Smet", 12: "Jonas Peeters", 13: "An Van den Berg", 14: "Élise Maes", 15: "Bram Wouters",
    16: "Fatima El Idrissi", 17: "Koen Verhaegen", 18: "Lotte Claes", 19: "Mehmet Yıldız", 20: "Sofie Janssens-Vandenbroucke",
    21: "Tuur Goossens", 22: "Wim De Backer",
}
NOW = datetime.now(UTC).replace(microsecond=0)
_numbers = count(1000)


def number() -> int:
    return next(_numbers)


def moment(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(**given: float) -> datetime:
    return NOW - timedelta(**given)


class Choir:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.rev = 0
        self.seqs: dict[int, int] = {}
        for contact, name in NAMES.items():
            self.add("contact", id=contact, name=name, removed_at=None)

    def add(self, kind: str, /, **data: Any) -> Item:
        self.rev += 1
        item = {"kind": kind, "data": {"organisation": HOME, "rev": self.rev, **data}}
        self.items.append(item)
        return item

    def conversation(self, title: str | None, contacts: list[int], since_days: int = 80) -> int:
        identifier = number()
        kind = "group" if title else "direct"
        created = moment(ago(days=since_days))
        self.add("conversation", id=identifier, kind=kind, title=title, group=None, created_at=created, closed_at=None)
        for contact in contacts:
            seat = {"conversation": identifier, "contact": contact, "from_seq": 1, "joined_at": created, "left_at": None}
            self.add("participant", id=number(), **seat)
        return identifier

    def say(self, conversation: int, author: int, when: datetime, text: str, **given: Any) -> Item:
        seq = self.seqs[conversation] = self.seqs.get(conversation, 0) + 1
        told = {"sent_at": moment(when), "edited_at": None, "deleted_at": None, **given}
        return self.add("message", id=number(), conversation=conversation, seq=seq, author=author, text=text, **told)

    def read(self, conversation: int, seq: int) -> None:
        self.add("read", id=number(), conversation=conversation, seq=seq)

    def activity(self, title: str, day: int, start: str, end: str, end_day: int | None = None, **given: Any) -> int:
        identifier = number()
        local = (NOW + timedelta(hours=1)).date()
        begins = f"{local + timedelta(days=day)}T{start}:00"
        ends = f"{local + timedelta(days=day if end_day is None else end_day)}T{end}:00"
        utc = [moment(datetime.fromisoformat(each) - timedelta(hours=1)) for each in (begins, ends)]
        told = {"place": "Zaal De Kring, Mechelen", "remarks": None, "all_day": False, "state": "planned", **given}
        self.add(
            "occurrence", id=identifier, series=1, title=title, starts_at=utc[0], ends_at=utc[1],
            local_start=begins, local_end=ends, zone="Europe/Brussels", **told,
        )
        return identifier


def season() -> tuple[Choir, dict[str, int]]:
    choir = Choir()
    rooms = {"concert": concert(choir), "direct": direct(choir), "long": long_talk(choir)}
    rooms["empty"] = choir.conversation("Werkgroep feest", [CLARA, 13, 18])
    altos = choir.conversation("Alten", [CLARA, 13, 14, 18])
    choir.say(altos, 14, ago(days=1, hours=2), "Heeft iemand nog een partituur van het Magnificat over? De mijne is nat geworden 🙈")
    men = choir.conversation("Mannen", [CLARA, 12, 15, 17, 19, 22])
    choir.say(men, CLARA, ago(days=3), "Zaterdag om 10 uur deelrepetitie in de sacristie.")
    choir.read(men, 1)
    board = choir.conversation("Bestuur", [CLARA, 12, 22])
    choir.say(board, 22, ago(days=30), "Verslag staat klaar: https://rietvink.example/verslagen/2026-10")
    choir.read(board, 1)
    rooms["activity"] = agenda(choir)
    return choir, rooms


def concert(choir: Choir) -> int:
    room = choir.conversation("Kerstconcert 2026", list(NAMES))
    yesterday = ago(days=1)
    choir.say(room, 13, yesterday - timedelta(minutes=50), "De zaal is bevestigd! We kunnen vanaf 14 uur binnen om op te bouwen.")
    choir.say(room, 13, yesterday - timedelta(minutes=49), "Wie kan helpen met de podiumdelen?")
    choir.say(room, CLARA, yesterday - timedelta(minutes=40), "Top, An! Ik ben er om half drie.")
    choir.say(room, 15, yesterday - timedelta(minutes=38), "Ik ook, en ik breng de aanhangwagen mee.")
    choir.say(room, 16, yesterday - timedelta(minutes=20), "", deleted_at=moment(yesterday))
    choir.say(room, CLARA, ago(minutes=64), "Programma is rond. Volgorde: Britten, Poulenc, pauze, en dan de samenzang met het publiek. "
              "Neem allemaal je zwarte map mee, en laat je telefoon in de kleedkamer.", edited_at=moment(ago(minutes=60)))
    choir.say(room, CLARA, ago(minutes=63), "Partituren staan op https://rietvink.example/partituren/kerst (wachtwoord zoals altijd).")
    choir.read(room, 7)
    choir.add("command", id=number(), conversation=room, bot=99, caller=CLARA, text="/aanwezigheid toon generale",
              answer="Generale repetitie, zaterdag 12 december\nSopranen 9 · Alten 7 · Mannen 8\nNog geen antwoord: Koen, Tuur",
              answered_at=moment(ago(minutes=30)), given_at=moment(ago(minutes=30)))
    choir.say(room, 12, ago(minutes=12), "Dank je Clara!")
    choir.say(room, 12, ago(minutes=11), "Moeten de mannen een das of een strik dragen?")
    choir.say(room, 20, ago(minutes=4), "🎶🎄")
    choir.say(room, 17, ago(minutes=2), "Strik! Zoals vorig jaar.")
    return room


def direct(choir: Choir) -> int:
    room = choir.conversation(None, [CLARA, 12], 40)
    choir.say(room, 12, ago(hours=5), "Kan ik donderdag met je meerijden?")
    choir.say(room, CLARA, ago(hours=4, minutes=58), "Natuurlijk. Ik sta om 19u30 voor je deur.")
    choir.read(room, 2)
    return room


def long_talk(choir: Choir) -> int:
    room = choir.conversation("Sopranen, inzingen en wie wat meebrengt op donderdag", [CLARA, 14, 16, 18, 20])
    for at in range(460):
        author = [14, 14, CLARA, 16, 18][at % 5]
        choir.say(room, author, ago(days=9) + timedelta(minutes=at * 4), f"Maat {at + 1}: let op de ademhaling voor de lange noot. " * (1 + at % 3))
    choir.read(room, 460)
    return room


def agenda(choir: Choir) -> int:
    choir.activity("Repetitie", -7, "20:00", "22:00")
    first = choir.activity("Repetitie", 1, "20:00", "22:00", remarks="We beginnen met Britten.\nBreng je map en een potlood mee.")
    choir.activity("Deelrepetitie mannen", 1, "18:30", "19:45", place="Sacristie")
    choir.activity("Bestuursvergadering", 3, "20:00", "22:00", place=None, state="cancelled")
    choir.activity("Koorweekend Ardennen", 5, "00:00", "00:00", end_day=7, all_day=True, place="La Roche-en-Ardenne")
    choir.activity("Repetitie", 8, "20:00", "22:00")
    choir.activity("Generale repetitie met orkest", 19, "10:00", "17:00", place="Sint-Romboutskathedraal, Mechelen")
    choir.activity("Kerstconcert", 20, "20:00", "22:30", place="Sint-Romboutskathedraal, Mechelen")
    choir.activity("Nieuwjaarsfeest", 54, "19:00", "02:00", end_day=55)
    return first
