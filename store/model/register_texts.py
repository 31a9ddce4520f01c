"""A register's settings and its instruments as texts, for options and forms, and back.

`SETTINGS` and `INSTRUMENT_FIELDS` say which fields there are; `set_about` and `read_instrument`
read the answers. A register's own words for statuses are told as `on track = in-progress`, one a
line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from store.errors import BadValue, NotFound
from store.model.dates import PartialDate, read_date
from store.model.entities import Instrument, OwnStatusWord, Register, Source
from store.model.status import Status, folded_word, is_status_word, read_meaning
from store.text import did_you_mean, shown

MOST_DAYS = 3_650
_PAIR = "such as on track=in-progress, or half done=in-progress 50%"


class AboutField(NamedTuple):
    """A field that is set from a text: its name, how it is called, and what to write."""

    name: str
    label: str
    help: str


INSTRUMENT_FIELDS = (
    AboutField("title", "Title", "as it is headed"),
    AboutField("kind", "Kind", "agreement, joint statement, communique, contract"),
    AboutField("date", "Date", "when it was signed or took place: 2025-02-13"),
    AboutField("start", "In force from", "such as 2025, 2026-Q3, 2025-12-31"),
    AboutField("end", "In force until", "empty: no end"),
    AboutField("supersedes", "Supersedes", "the id of the instrument it took the place of"),
    AboutField("source-title", "Source", "where its text is: a headline"),
    AboutField("source-publisher", "Publisher", "who published that"),
    AboutField("source-date", "Published", "when"),
    AboutField("source-url", "Address", "https://…"),
)
SETTINGS = (
    AboutField("title", "Title", "what the register is about"),
    AboutField("start", "Timeline from", "such as 2025; empty: as the commitments need it"),
    AboutField("end", "Timeline until", "such as 2035; empty: as the commitments need it"),
    AboutField("stale-days", "Stale after", "days without news; empty: as you configured"),
    AboutField("stale-days-near-due", "Stale near due", "days without news; empty: as configured"),
    AboutField("due-soon-days", "Due soon", "days ahead of the date; empty: as you configured"),
    AboutField(
        "official-bodies", "Official sites", "such as gov.in, state.gov; empty: built-in ones"
    ),
    AboutField("second-reader", "Second reader", "yes: what is settled waits to be confirmed"),
    AboutField("status-words", "Status words", "of files that are imported: done = kept"),
)
"""What a register says of itself, apart from its lists."""


def read_instrument(base: Instrument, answers: Mapping[str, str], as_of: date) -> Instrument:
    """Return an instrument with what is answered, by the names of `INSTRUMENT_FIELDS`.

    Raises `BadValue` for a date that cannot be read and a source without a title.
    """
    values: dict[str, Any] = {}
    source: dict[str, Any] = {}
    for name, text in answers.items():
        part = name.removeprefix("source-")
        known = values if part == name else source
        known[part] = _date(text, as_of) if part in ("date", "start", "end") else text.strip()
    if source:
        told = replace(base.source or Source(""), **source)
        if not told.title and any((told.publisher, told.date, told.url)):
            raise BadValue("a source needs a title", hint="give its headline")
        values["source"] = told if told.title else None
    return replace(base, **values)


def instrument_text(instrument: Instrument, name: str) -> str:
    """Return a field of an instrument as the text that `read_instrument` understands."""
    part = name.removeprefix("source-")
    held: Instrument | Source | None = instrument if part == name else instrument.source
    return "" if held is None else str(getattr(held, part) or "")


def set_about(register: Register, answers: Mapping[str, str], as_of: date) -> Register:
    """Set what a register says of itself from texts, by the names of `SETTINGS`.

    Raises `BadValue` for no title, a range that ends before it starts, days out of range and a
    word that is given no status.
    """
    values: dict[str, Any] = {}
    for name, text in answers.items():
        values[name.replace("-", "_")] = _setting(name, text.strip(), as_of)
    after = replace(register, **values)
    if after.start and after.end and after.end.last < after.start.first:
        raise BadValue(f"end {after.end} is before start {after.start}", hint="change one of them")
    return after


def setting_text(register: Register, name: str) -> str:
    """Return a setting as the text that `set_about` understands."""
    if name == "status-words":
        return status_words_text(register.status_words)
    value = getattr(register, name.replace("-", "_"))
    if isinstance(value, bool):
        return "yes" if value else ""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _setting(name: str, text: str, as_of: date) -> object:
    if name == "title":
        if not text:
            raise BadValue("a register needs a title", hint="say what it is about")
        return text
    if name in ("start", "end"):
        return _date(text, as_of)
    if name == "official-bodies":
        return tuple(dict.fromkeys(filter(None, (each.strip() for each in text.split(",")))))
    if name == "status-words":
        return read_status_words(text)
    if name == "second-reader":
        if text.casefold() not in ("", "yes", "no"):
            raise BadValue(f"{shown(text)} is neither yes nor no", hint="empty means no too")
        return text.casefold() == "yes"
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= MOST_DAYS:
        raise BadValue(
            f"{shown(text)} is no number of days", hint=f"give a number from 1 to {MOST_DAYS}"
        )
    return int(text)


def _date(text: str, as_of: date) -> PartialDate | None:
    return read_date(text.strip(), as_of) if text.strip() else None


def read_status_words(text: str) -> tuple[OwnStatusWord, ...]:
    """Read words from lines such as `on track = in-progress`; of one said twice the later counts.

    Raises `BadValue` for a line without a word or a status, and a word that is a status itself.

    >>> [each.means for each in read_status_words("on track = in-progress\\ndone = kept")]
    ['in-progress', 'kept']
    """
    words: tuple[OwnStatusWord, ...] = ()
    for line in filter(None, map(str.strip, text.splitlines())):
        made = _read_pair(line)
        if not made.means:
            raise BadValue(f"{shown(made.word)} is given no status", hint=_PAIR)
        words = _with_word(words, made)
    return words


def status_words_text(words: Sequence[OwnStatusWord]) -> str:
    """Return words as the lines that `read_status_words` understands."""
    return "\n".join(f"{' '.join(each.word.split())} = {each.means}" for each in words)


def change_status_words(
    words: Sequence[OwnStatusWord], pairs: Sequence[str]
) -> tuple[OwnStatusWord, ...]:
    """Return words with what `WORD=STATUS` says; `WORD=` removes one, an empty text all.

    Raises `BadValue` as `read_status_words` does, `NotFound` for a word to remove that is not one.

    >>> change_status_words((OwnStatusWord("done", "kept"),), ["late=stalled", "Done="])
    (OwnStatusWord(word='late', means='stalled'),)
    """
    changed = tuple(words)
    for pair in pairs:
        if not pair.strip():
            changed = ()
            continue
        made = _read_pair(pair)
        changed = _with_word(changed, made) if made.means else _without_word(changed, made.word)
    return changed


def wrong_status_words(words: Sequence[OwnStatusWord]) -> Iterator[str]:
    """Yield what is wrong with words that a file brought: they are read by nobody."""
    seen: set[str] = set()
    for each in words:
        folded = folded_word(each.word)
        if not folded:
            yield "a status word is empty"
        elif is_status_word(each.word):
            yield f"the status word {shown(each.word)} is a status itself, and is read as that"
        elif read_meaning(each.means) is None:
            yield f"{shown(each.means)}, for the status word {shown(each.word)}, is no status"
        elif folded in seen:
            yield f"the status word {shown(each.word)} is there twice, and the first one counts"
        seen.add(folded)


def _read_pair(line: str) -> OwnStatusWord:
    written, equals, meant = line.partition("=")
    word, means = " ".join(written.split()), " ".join(meant.split())
    if not equals or not word:
        raise BadValue(f"{shown(line.strip())} is no WORD=STATUS", hint=_PAIR)
    if not means:
        return OwnStatusWord(word, "")
    found = read_meaning(means)
    if found is None:
        raise BadValue(
            f"{shown(means)}, for the status word {shown(word)}, is no status",
            hint=f"one of {', '.join(each.value for each in Status)}, with a percentage if need be",
        )
    if is_status_word(word):
        raise BadValue(
            f"{shown(word)} is a status itself, and is read as that", hint="give another word"
        )
    percent = "" if found.progress is None else f" {found.progress}%"
    return OwnStatusWord(word, f"{found.status.value}{percent}")


def _with_word(words: tuple[OwnStatusWord, ...], made: OwnStatusWord) -> tuple[OwnStatusWord, ...]:
    folded = folded_word(made.word)
    if not any(folded_word(each.word) == folded for each in words):
        return (*words, made)
    return tuple(made if folded_word(each.word) == folded else each for each in words)


def _without_word(words: tuple[OwnStatusWord, ...], word: str) -> tuple[OwnStatusWord, ...]:
    folded = folded_word(word)
    left = tuple(each for each in words if folded_word(each.word) != folded)
    if len(left) == len(words):
        names = [each.word for each in words]
        hint = did_you_mean(word, names) if names else "this register has none yet"
        raise NotFound(f"there is no status word {shown(word)} in this register", hint=hint)
    return left
