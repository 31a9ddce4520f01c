"""Keyboard layouts whose keys type other characters than a Latin one's: data for `preset`.

A layout says which character of a Latin keyboard lies on the same key as the one that was typed.
`[keys] preset = "cyrillic"` in the configuration lets such keys run the commands of their place.
Sources: the national standards, ЙЦУКЕН as on Russian keyboards and NF Z71-300 for AZERTY.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_JCUKEN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"


class KeyboardLayout(NamedTuple):
    """One layout: what its keys type, and what a Latin keyboard has in their place."""

    name: str
    about: str
    keys: Mapping[str, str]
    """From the character that is typed to the one that is meant, on the panels."""
    digits: Mapping[str, str] = {}
    """The same in lines that ask for a digit, where a sign means no command."""

    def meant(self, typed: str, *, digit: bool = False) -> str:
        """Return the character that is meant by one that was typed."""
        found = self.keys.get(typed, typed)
        return self.digits.get(typed, found) if digit else found


LAYOUTS: Mapping[str, KeyboardLayout] = {
    "azerty": KeyboardLayout(
        "azerty",
        "the unshifted row of digits: `&` is 1, `é` 2, `\"` 3, `'` 4, `(` 5, and `ù` is `'`",
        {"&": "1", "é": "2", '"': "3", "'": "4", "(": "5", "ù": "'"},
        {"-": "6", "è": "7", "_": "8", "ç": "9", "à": "0"},
    ),
    "cyrillic": KeyboardLayout(
        "cyrillic",
        "every letter key of ЙЦУКЕН is the Latin one in its place; `.` is `/`, `ю` is `.`",
        dict(zip(_JCUKEN, _QWERTY, strict=True))
        | dict(zip(_JCUKEN.upper(), _SHIFTED, strict=True))
        | {".": "/", ",": "?", "№": "#"},
    ),
}
"""Every preset by its name."""


def layout_of(character: str) -> KeyboardLayout | None:
    """Return the layout that types a character which no Latin keyboard has on a key of its own.

    >>> found = layout_of("ф")
    >>> found.name if found else ""
    'cyrillic'
    """
    return next((each for each in LAYOUTS.values() if character in each.keys), None)
