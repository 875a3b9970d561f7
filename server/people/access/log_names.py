"""Who and what the log of administrative acts is about, by the names of today."""

import re
from collections.abc import Sequence

import msgspec

from server.accounts.models import Account, Link
from server.accounts.role_models import Role
from server.kernel.audit import named_by, subject_names, subjects_named
from server.kernel.errors import Reason
from server.kernel.language import Language, known_keys, say
from server.kernel.models import AuditRow
from server.people.models import (
    Contact,
    CustomField,
    Family,
    FamilyFunction,
    Group,
    GroupFunction,
    MembershipType,
    Season,
    Selection,
)

NAMED = re.compile(r"\b([a-z_]+):(\d+)")
"""What `details` name by kind and id, such as `role:17`."""
FILLED = re.compile(r"\b([a-z_]+)=(\w+)")
"""What fills in the sentence `told_<operation>`: `form=xlsx count=67` is "67 contacts as Excel"."""
TOLD = re.compile(rf"{NAMED.pattern}|[a-z_]+")
"""The same, or the name of a field."""


class Names(msgspec.Struct):
    """Names for some rows of the log, in one language."""

    language: Language
    own: dict[int, int] = {}
    """By account, the contact whose it is."""
    links: dict[int, int] = {}
    """By link, the contact for whom one acted."""
    accounts: dict[int, str] = {}
    subjects: dict[tuple[str, int], str] = {}

    def actor(self, row: AuditRow) -> str:
        """Who did it: their contact, or else their login; who was removed has no name any more."""
        if not row.account_id:
            # By the link at the foot of a mail nobody signs in.
            return say(Reason("audit_mail_reader" if row.door == "mail" else "audit_operator"), self.language)
        contact = row.contact_id if row.link_id is None else self.own.get(row.account_id)
        if contact is not None:
            return self._contact(contact)
        return self.accounts.get(row.account_id) or say(Reason("audit_removed"), self.language)

    def acting_for(self, row: AuditRow) -> str | None:
        """For whom, if not for themselves."""
        return None if row.link_id is None else self._contact(self.links.get(row.link_id) or row.contact_id or 0)

    def subject(self, row: AuditRow) -> str:
        """On whom or on what; empty for what has no name any more."""
        if row.subject == "contact" and row.subject_id is not None:
            return self._contact(row.subject_id)
        return self.subjects.get((row.subject, row.subject_id or 0), "")

    def details(self, row: AuditRow) -> str:
        """Which fields in words, with names in place of ids; of what is gone nothing is told."""
        if sentence := self._sentence(row):
            return sentence
        words = "capability" if row.operation.startswith("role.") else "detail"
        return TOLD.sub(lambda found: self._told(found, words), row.details)

    def _sentence(self, row: AuditRow) -> str | None:
        filled, name = dict(FILLED.findall(row.details)), row.operation
        if filled.get("count") == "1" and f"told_{name}_one" in known_keys():
            name += "_one"
        told = Reason(f"told_{name}", **{blank: self._word("detail", value) for blank, value in filled.items()})
        return say(told, self.language) if filled and told.key in known_keys() else None

    def _told(self, found: re.Match[str], words: str) -> str:
        if found[1]:
            return self._named(found[1], int(found[2]))
        return self._word(words, found[0])

    def _word(self, words: str, name: str) -> str:
        word = Reason(f"capability_{name}") if words == "capability" else Reason(f"detail_{name}")
        return say(word, self.language) if word.key in known_keys() else name

    def _named(self, kind: str, number: int) -> str:
        return self._contact(number) if kind == "contact" else self.subjects.get((kind, number), "…")

    def _contact(self, contact: int) -> str:
        return self.subjects.get(("contact", contact)) or say(Reason("audit_removed"), self.language)


def sentence_of(operation: str, language: Language) -> str:
    """What an operation does, in words; its name where it has none."""
    known = f"audit_{operation}" in known_keys()
    return say(Reason(f"audit_{operation}"), language) if known else operation


async def names_for(organisation: int, found: Sequence[AuditRow], language: Language) -> Names:
    """The names for these rows, in one query for each kind of thing."""
    names = Names(language)
    accounts = sorted({row.account_id for row in found if row.account_id})
    acting = sorted({row.link_id for row in found if row.link_id is not None})
    if accounts:
        names.accounts = {row.id: row.name for row in await Account.filter(id__in=accounts)}
    if acting:
        links = await Link.filter(organisation_id=organisation, account_id__in=accounts)
        names.links = {link.id: link.contact_id for link in links if link.kind != "self"}
        names.own = {link.account_id: link.contact_id for link in links if link.kind == "self"}
    wanted = _wanted(found)
    wanted.setdefault("contact", set()).update(names.own.values(), names.links.values())
    for kind, ids in sorted(wanted.items()):
        if ids and kind in subject_names:
            named = await subject_names[kind](organisation, sorted(ids))
            names.subjects |= {(kind, number): name for number, name in named.items()}
    return names


def _wanted(found: Sequence[AuditRow]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = {"contact": {row.contact_id for row in found if row.contact_id is not None}}
    for row in found:
        if row.subject_id is not None:
            wanted.setdefault(row.subject, set()).add(row.subject_id)
        for kind, number in NAMED.findall(row.details):
            wanted.setdefault(kind, set()).add(int(number))
    return wanted


@subjects_named("contact")
async def contact_names(organisation: int, ids: Sequence[int]) -> dict[int, str]:
    """Those who are still there."""
    found = await Contact.filter(organisation_id=organisation, id__in=list(ids), removed_at=None, erased_at=None)
    return {contact.id: contact.name for contact in found}


@subjects_named("bot")
async def bot_names(organisation: int, ids: Sequence[int]) -> dict[int, str]:
    """Bots keep their name also after they were removed."""
    return {account.id: account.name for account in await Account.filter(id__in=list(ids), kind="bot")}


named_by("role", Role)
named_by("group", Group)
named_by("season", Season)
named_by("family", Family)
named_by("family_function", FamilyFunction)
named_by("field", CustomField)
named_by("function", GroupFunction)
named_by("membershiptype", MembershipType)
named_by("selection", Selection)
named_by("family_function", FamilyFunction)
