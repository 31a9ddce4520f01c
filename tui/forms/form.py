"""What a form is: its lines, how each is checked, completed and explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.text import fold, one_line

Answers = dict[str, str]
Check = Callable[[str], str]


class FormMessage(NamedTuple):
    """Something a line can be completed to."""

    text: str
    name: str = ""
    """What else it is known by, such as the title of an instrument."""


def nothing(_: str) -> str:
    """Say nothing about any text."""
    return ""


def ignore(_: str) -> None:
    """Make nothing of any text."""


def no_words() -> Sequence[FormMessage]:
    """Complete nothing."""
    return ()


def all_well(_: Answers) -> str:
    """Accept all answers."""
    return ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One line of a form."""

    id: str
    label: str
    value: str = ""
    example: str = ""
    """Shown while the line is empty."""
    check: Check = nothing
    """Returns what is wrong with a text, or nothing."""
    meaning: Check = nothing
    """Returns what a text comes to, such as the day of `+30d`; nothing when that is the text."""
    remark: Check = nothing
    """Returns what else is to be known of a text, such as the titles behind ids."""
    offer: Check = nothing
    """Returns what could be made of a text that names what is not there; or nothing."""
    accept: Callable[[str], None] = ignore
    """Has that made once the form is saved."""
    words: Callable[[], Sequence[FormMessage]] = no_words
    """Returns what the line can be completed to; asked when it is first needed."""
    many: bool = False
    """Whether it takes several words with commas between."""
    long: bool = False
    """Whether it takes several lines of text."""
    takes_page: bool = False
    """Whether a page pasted here, such as a press release, can fill in other lines."""
    yes_no: bool = False
    """Whether it is a box to tick; its answer is `yes` or empty."""

    @property
    def shown(self) -> str:
        """The value as a line can show it; left alone, the value itself is the answer."""
        return one_line(self.value)


@dataclass(frozen=True, slots=True)
class Form:
    """A few lines to fill in about one thing."""

    kind: str
    """Which form it is, such as `update`: a draft belongs to a form and what it is about."""
    of: str
    """The id of the commitment, with that of the milestone or follow-up if it is about one."""
    title: str
    name: str
    """What it writes, such as `Update of js25-p8i`."""
    fields: tuple[FormField, ...]
    check: Callable[[Answers], str] = all_well
    """Returns what is wrong with the answers taken together, or nothing."""

    def changed(self, answers: Answers) -> Answers:
        """Return the answers that differ from what the form showed first."""
        return {each.id: answers[each.id] for each in self.fields if answers[each.id] != each.value}


_MOST = 6


class FieldCompletion(NamedTuple):
    """What a line could be completed to."""

    taken: str
    """The whole line once the first word is taken; empty when there is none."""
    words: tuple[str, ...]
    """The words that begin as typed, the likeliest first."""


NONE = FieldCompletion("", ())


def complete(field: FormField, text: str) -> FieldCompletion:
    """Complete what is being typed: in a list, the part after the last comma."""
    before, comma, part = text.rpartition(",") if field.many else ("", "", text)
    typed = fold(part.strip())
    if not typed:
        return NONE
    there = {fold(each.strip()) for each in before.split(",")}
    meant = field.meaning(part.strip())
    first = [meant] if meant else []
    later: list[str] = []
    known = field.words()
    for word in known:
        folded = fold(word.text)
        if folded == typed and not meant:
            return NONE
        if folded in there or word.text == meant:
            continue
        if folded.startswith(typed):
            first.append(word.text)
        elif len(later) < _MOST and _begins(fold(f"{word.text} {word.name}"), typed):
            later.append(word.text)
    words = tuple(map(one_line, [*first, *later][:_MOST]))
    if not words or not known:
        return NONE
    return FieldCompletion(f"{before}{comma}{' ' if comma else ''}{words[0]}", words)


def _begins(text: str, typed: str) -> bool:
    """Tell whether a word of a text begins as typed."""
    return f" {typed}" in f" {text.replace('-', ' ')}" or f" {typed}" in f" {text}"
