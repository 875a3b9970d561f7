"""What crosses the wire: inputs, views, pages of lists, and clear words for input that does not fit."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Any, Generic, Self, TypeVar

import msgspec

from server.kernel.errors import Reason, Refusal

Id = Annotated[int, msgspec.Meta(ge=0, lt=2**52, description="An id: an integer below 2^52.")]
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._:@+-]{8,128}$", description="Drawn by the client, a UUID.")]
Limit = Annotated[int, msgspec.Meta(ge=1, le=200, description="How many items at most, 1 to 200.")]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Secret = Annotated[str, msgspec.Meta(min_length=20, max_length=200)]

LanguageName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["nl", "en"]})]
"""What a row says is one of our languages: views name them for those who generate code from the schema."""

FRAME_LIMIT = 65_536
"""Bytes of one request, on every transport."""


class Input(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """Arguments of an operation. An unknown field, a wrong type or a value outside its limits is refused."""


class View(msgspec.Struct, kw_only=True, frozen=True):
    """What an operation or an event shows. Moments are in UTC, ids are integers."""


class RowView(View, frozen=True):
    """A view of a row: each field shows the column of its name, or of its name and `_id`."""

    @classmethod
    def of(cls, row: Any, **beside: Any) -> Self:
        """The view of a row; `beside` gives the fields that are no column."""
        model: Any = type(row)
        names, values = _columns(cls, model, tuple(beside))
        return cls(**dict(zip(names, values(row), strict=True)), **beside)


@lru_cache
def _columns(view: type[RowView], model: Any, beside: tuple[str, ...]) -> tuple[list[str], Callable[[Any], Any]]:
    known = model._meta.fields_map
    names = [name for name in view.__struct_fields__ if name not in beside]
    return names, attrgetter(*(f"{name}_id" if f"{name}_id" in known else name for name in names))


class Nothing(View, frozen=True):
    """The answer of an operation that has nothing to show."""


class PageInput(Input, frozen=True, kw_only=True):
    """Arguments that every list has."""

    limit: Limit = 50
    page: str | None = None


V = TypeVar("V")


class ListView(View, Generic[V], frozen=True):
    """One page of a list; `next` is the `page` to ask for, or null at the end."""

    items: list[V]
    next: str | None = None


encode = msgspec.json.Encoder(decimal_format="string").encode
"""To JSON bytes."""


def decode_input(kind: type[msgspec.Struct], raw: bytes) -> Any:
    """Arguments from JSON. Raises `Refusal`: malformed for what is not JSON, invalid with the fields that are wrong."""
    return _checked(lambda: msgspec.json.decode(raw, type=kind))


def convert_input(kind: type[msgspec.Struct], words: dict[str, Any]) -> Any:
    """Arguments from words of a shell or a form, where numbers come as text."""
    return _checked(lambda: msgspec.convert(words, type=kind, strict=False))


def _checked(read: Callable[[], Any]) -> Any:
    try:
        given = read()
    except msgspec.ValidationError as problem:
        raise invalid(**{_field_of(str(problem)): _reason_of(str(problem))}) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Refusal("malformed", problem=str(problem)[:200]) from None
    for name in given.__struct_fields__:
        value = getattr(given, name)
        if isinstance(value, str):
            _check_text(name, value)
    return given


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _check_text(name: str, text: str) -> None:
    if CONTROL.search(text):
        raise invalid(**{name: Reason("field_characters")})
    if text and not text.strip():
        raise invalid(**{name: Reason("field_blank")})


def invalid(**fields: Reason) -> Refusal:
    """A refusal that names the fields that are wrong and why."""
    return Refusal("invalid", fields=fields, names=", ".join(fields))


PATTERNS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"missing required field"), "field_missing"),
    (re.compile(r"unknown field"), "field_unknown"),
    (re.compile(r"`str` of length <= (?P<limit>\d+)"), "field_too_long"),
    (re.compile(r"`str` of length >= (?P<limit>\d+)"), "field_too_short"),
    (re.compile(r"`array` of length <= (?P<limit>\d+)"), "field_too_many"),
    (re.compile(r"`array` of length >= (?P<limit>\d+)"), "field_too_few"),
    (re.compile(r"(?:`int`|`float`) <= (?P<limit>-?[\d.]+)"), "field_too_high"),
    (re.compile(r"(?:`int`|`float`) < (?P<limit>-?[\d.]+)"), "field_too_high"),
    (re.compile(r"(?:`int`|`float`) >=? (?P<limit>-?[\d.]+)"), "field_too_low"),
    (re.compile(r"matching regex"), "field_pattern"),
    (re.compile(r"Invalid enum value"), "field_choice"),
    (re.compile(r"RFC3339|ISO8601|Invalid date"), "field_moment"),
    (re.compile(r"Expected `(?P<expected>[^`]+)`, got"), "field_type"),
]

TYPE_WORDS = {"str": "text", "int": "int", "bool": "true/false", "array": "[…]", "object": "{…}", "float": "number"}


def _reason_of(problem: str) -> Reason:
    for pattern, key in PATTERNS:
        if found := pattern.search(problem):
            params = found.groupdict()
            if "expected" in params:
                params["expected"] = " / ".join(TYPE_WORDS.get(w, w) for w in params["expected"].split(" | "))
            return Reason(key, **params)
    return Reason("field_wrong")


def _field_of(problem: str) -> str:
    path = re.search(r"- at `\$\.?([^`]*)`", problem)
    inner = path.group(1) if path else ""
    named = re.search(r"field `([^`]+)`", problem)
    parts = [part for part in (inner, named.group(1) if named else "") if part]
    return ".".join(parts) or "arguments"


def moment_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with `Z`, without a fraction where it has none."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
