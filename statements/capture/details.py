"""What a promise names: amounts, bodies and instruments, and whether it can be tested."""

from __future__ import annotations

import re

from statements.language.lexicon import Lexicon

_QUOTED = re.compile(r"[“\"‘]([A-Z][^”\"’]{2,80})[”\"’]")
_ACRONYM = re.compile(r"(?<![\w$.])[A-Z][A-Za-z]{0,3}[A-Z][A-Z0-9a-z]*(?:-[A-Z0-9]+)*(?![\w.])")
_NAME = re.compile(
    r"(?<![\w.’'-])(?:[A-Z][\w’'.&/-]*[\w’])"
    r"(?:\s+(?:(?:of|for|on|and|the|in)\s+){0,3}[A-Z][\w’'.&/-]*\w){1,7}"
)
_ARTICLE = re.compile(r"^(?:The|A|An)\s+")
_OFFICE = re.compile(r"^(?:President|Prime Minister|Today|The|We|Both|Under|In)\b")
_JOINT = re.compile(r"\s+and\s+(?:the\s+)?|,\s*|-")


def amounts_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the amounts a text names, as written.

    >>> from statements.language.lexicon import lexicon
    >>> amounts_in("more than double trade to $500 billion by 2030", lexicon("en"))
    ('$500 billion',)
    """
    return tuple(dict.fromkeys(each[0].strip() for each in lexicon.words.amounts.finditer(text)))


def names_in(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the bodies, instruments and programmes a text names; states are left out.

    >>> from statements.language.lexicon import lexicon
    >>> names_in("We will fund the Open Skies Partnership (OSP).", lexicon("en"))
    ('Open Skies Partnership', 'OSP')
    """
    found: dict[int, str] = {}
    for form in (_QUOTED, _NAME, _ACRONYM):
        for each in form.finditer(text):
            name = _ARTICLE.sub("", each[1] if form is _QUOTED else each[0]).strip(" ’'.,")
            inside = any(
                place <= each.start() < place + len(held) + 2 for place, held in found.items()
            )
            if inside or len(name) < 3 or _is_state(name, lexicon) or _OFFICE.match(name):
                continue
            found[each.start()] = name
    return tuple(dict.fromkeys(found[place] for place in sorted(found)))


def _is_state(name: str, lexicon: Lexicon) -> bool:
    return all(each.lower() in lexicon.states for each in _JOINT.split(name) if each)


def is_testable(
    text: str, amounts: tuple[str, ...], *, has_date: bool, lexicon: Lexicon
) -> tuple[bool, str]:
    """Return whether a promise can be tested, and what by, in words."""
    if has_date and amounts:
        return True, "can be tested: it has a date and an amount"
    if has_date:
        return True, "can be tested: it has a date"
    if amounts:
        return True, f"can be tested: it names an amount ({amounts[0]})"
    thing = lexicon.words.deliverables.search(text.lower())
    if thing:
        return True, f"can be tested: it names a thing that is there or not ({thing[0]})"
    return False, "hard to test: no date, amount or named thing"
