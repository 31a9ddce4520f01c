"""Completing the line of a form from the words of the register."""

from __future__ import annotations

from typing import NamedTuple

from store.text import fold, one_line
from tui.forms.field import Field

_MOST = 6


class Completion(NamedTuple):
    """What a line could be completed to."""

    taken: str
    """The whole line once the first word is taken; empty when there is none."""
    words: tuple[str, ...]
    """The words that begin as typed, the likeliest first."""


NONE = Completion("", ())


def complete(field: Field, text: str) -> Completion:
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
    return Completion(f"{before}{comma}{' ' if comma else ''}{words[0]}", words)


def _begins(text: str, typed: str) -> bool:
    """Tell whether a word of a text begins as typed."""
    return f" {typed}" in f" {text.replace('-', ' ')}" or f" {typed}" in f" {text}"
