"""Between typed values and the JSON documents that are kept, fields nobody knows included.

`RegisterHead` is the one document in which a register speaks of itself.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import compress
from operator import getitem, is_, is_not
from typing import Any, TypeVar, cast

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from store.errors import Damaged
from store.model.dates import DATES_READ, PartialDate
from store.model.entities import Commitment, Domain, Instrument, OwnStatusWord, Register, View
from store.storage.documents import Document

StructType = TypeVar("StructType", bound=Struct)

_GIVEN = object()


def to_document(value: Struct) -> Document:
    """Return the plain document of a value; what is empty, unknown or usual has no key."""
    return overlay({}, value)


def overlay(document: Mapping[str, Any], value: Struct) -> Document:
    """Return what `value` says, with every field of `document` that we do not know kept.

    Lists of things with an id are matched by id, so an unknown field of a milestone
    stays with its milestone.
    """
    usual, items = _usual(value.__class__), astuple(value)
    merged = {key: item for key, item in document.items() if key not in usual}
    # Most fields are as usual, and a string says the same in JSON: this runs for each field.
    unusual = map(is_not, items, usual.values())
    for (name, default), item in compress(zip(usual.items(), items, strict=True), unusual):
        if default is None or default is _GIVEN or item != default:
            merged[name] = item if item.__class__ is str else _plain(document.get(name), item)
    return merged


def overlay_change(document: Document, before: StructType, after: StructType) -> Document:
    """Return `overlay(document, after)` for a document that says `before`.

    What the change left alone is taken as the document has it: only the rest is written anew.
    """
    merged = dict(document)
    was_said, said = astuple(before), astuple(after)
    fields = zip(_usual(after.__class__).items(), was_said, said, strict=True)
    for (name, default), was, now in compress(fields, map(is_not, was_said, said)):
        if now is default or (default is not None and now == default):
            merged.pop(name, None)
        elif isinstance(now, tuple) and isinstance(was, tuple):
            merged[name] = _plain_items(document.get(name), now, was)
        else:
            merged[name] = _plain(document.get(name), now)
    return merged


def fields_set(before: StructType, after: StructType) -> list[str]:
    """Return the fields that a change may have set: they are not the very same in both."""
    unlike = map(is_not, astuple(before), astuple(after))
    return list(compress(after.__struct_fields__, unlike))


@cache
def _usual(kind: type[Struct]) -> dict[str, Any]:
    """Return what each field of a kind of value usually says; nothing has no key of its own.

    What has to be given is never as usual.
    """
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    required = len(names) - len(defaults)
    return dict(zip(names, (*[_GIVEN] * required, *defaults), strict=True))


def keep_unknown_fields(old: Document, new: Document, value: Struct) -> Document:
    """Return what `value`, read from `new`, says, with the unknown fields of both documents."""
    names = value.__struct_fields__
    merged = {key: item for key, item in old.items() if key not in names} | overlay(new, value)
    return {
        key: _kept(old.get(key), item, getattr(value, key)) if key in names else item
        for key, item in merged.items()
    }


def decoder(kind: type[StructType]) -> msgspec.json.Decoder[StructType]:
    """Return what reads one kind of value straight from a document's JSON."""
    return msgspec.json.Decoder(kind, dec_hook=_read)


def quick_decoder(kind: type[StructType]) -> msgspec.json.Decoder[StructType]:
    """Return what reads the same values sooner, for thousands of documents.

    Its errors do not always say what is wrong with a date: read again with `decoder`, which does.
    """
    read = cast(Callable[[type, Any], Any], getitem)
    return msgspec.json.Decoder(kind, dec_hook=read)


def from_json(raw: bytes, decode: msgspec.json.Decoder[StructType], where: str) -> StructType:
    """Read a document's JSON. Raises `Damaged`, naming `where` and the field."""
    try:
        return decode.decode(raw)
    except msgspec.ValidationError as error:
        raise Damaged(f"{where}: {error}") from error


def from_document(document: object, kind: type[StructType], where: str) -> StructType:
    """Read a document. Raises `Damaged`, naming `where` and the field, when it does not fit."""
    try:
        return msgspec.convert(document, kind, dec_hook=_read)
    except msgspec.ValidationError as error:
        raise Damaged(f"{where}: {error}") from error


def read_register(data: bytes, where: str) -> Register:
    """Read a whole register from plain JSON, as the bundled ones are written."""
    try:
        return msgspec.json.decode(data, type=Register, dec_hook=_read)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(f"{where}: {error}") from error


def _kept(old: object, said: Any, item: object) -> object:
    if isinstance(item, Struct):
        return keep_unknown_fields(old if isinstance(old, dict) else {}, said, item)
    if isinstance(item, tuple):
        known = _by_key(old)
        pairs = zip(said, item, strict=True)
        return [_kept(known.get(_key_of(each)), one, each) for one, each in pairs]
    return said


def _plain(old: object, item: object) -> object:
    kind = item.__class__
    if kind is str or kind is int:
        return item  # most are, and say the same in JSON
    if kind is PartialDate:
        return _write(item)
    if isinstance(item, Struct):
        return overlay(old if isinstance(old, dict) else {}, item)
    if isinstance(item, tuple):
        return _plain_items(old, item)
    if isinstance(item, str):
        return str.__str__(item)  # a status or another word of ours
    return msgspec.to_builtins(item, enc_hook=_write)


def _plain_items(
    old: object, items: tuple[object, ...], same: tuple[object, ...] = ()
) -> list[object]:
    """Return items in plain; of `same`, which `old` was read into, each is taken as written."""
    for item in items:
        if item.__class__ is not str:
            break
    else:
        return list(items)
    if same and isinstance(old, list) and len(old) == len(same):
        # A document has its items in the order of the value that it was read into.
        if len(items) > len(same) and all(map(is_, same, items)):
            return [*old, *[_plain(None, item) for item in items[len(same) :]]]
        written = {id(item): each for item, each in zip(same, old, strict=True)}
        there = set(map(id, items))
        known = _by_key([each for each, was in zip(old, same, strict=True) if id(was) not in there])
    else:
        written, known = {}, _by_key(old)
    return [
        written[id(item)] if id(item) in written else _plain(known.get(_key_of(item)), item)
        for item in items
    ]


def _by_key(items: object) -> dict[object, Document]:
    found: dict[object, Document] = {}
    for each in items if isinstance(items, list) else ():
        if isinstance(each, dict):
            key = each["id"] if "id" in each else each.get("name", each.get("word"))
            if isinstance(key, str):
                found[key] = each
    return found


def _key_of(item: object) -> object:
    """Return what tells an item from the others of its list: an id, a view's name, a word."""
    return (
        getattr(item, "id", None)
        or getattr(item, "name", None)
        or getattr(item, "word", None)
        or None
    )


def _read(kind: type, value: object) -> PartialDate:
    # The only kind of ours that JSON has no word for is a date.
    if not isinstance(value, str):
        raise ValueError(f"expected a date as text, got {value!r}")
    return DATES_READ[value]


def _write(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.text
    raise TypeError(f"{type(value).__name__} cannot be kept")


class RegisterHead(Struct, frozen=True):
    """The one document of the `register` table."""

    title: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    domains: tuple[Domain, ...] = ()
    views: tuple[View, ...] = ()
    official_bodies: tuple[str, ...] = ()
    second_reader: bool = False
    stale_days: int | None = None
    stale_days_near_due: int | None = None
    due_soon_days: int | None = None
    status_words: tuple[OwnStatusWord, ...] = ()

    @classmethod
    def of(cls, register: Register) -> "RegisterHead":
        """Return what a register says of itself."""
        return cls(**{name: getattr(register, name) for name in cls.__struct_fields__})

    def register(
        self, instruments: tuple[Instrument, ...], commitments: tuple[Commitment, ...]
    ) -> Register:
        """Return the register with these instruments and commitments."""
        said = {name: getattr(self, name) for name in self.__struct_fields__}
        return Register(**said, instruments=instruments, commitments=commitments)
