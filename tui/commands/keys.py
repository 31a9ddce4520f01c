"""How keys are named: by Textual, by people, and by people who write a configuration."""

from __future__ import annotations

from unicodedata import name as unicode_name

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from store.errors import BadValue
from store.query.nearest import did_you_mean, shown

_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_NAMED = frozenset(key.value for key in Keys if key.value.isalnum())
_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "esc",
}
"""What most terminals send alike."""

_WORDS = {
    "slash": "/",
    "backslash": "\\",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "underscore": "_",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "full_stop": ".",
    "apostrophe": "'",
    "quotation_mark": '"',
    "grave_accent": "`",
    "tilde": "~",
    "at": "@",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "circumflex_accent": "^",
    "ampersand": "&",
    "asterisk": "*",
    "vertical_line": "|",
    "exclamation_mark": "!",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
}
_NAMES = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}


def show_key(key: str) -> str:
    """Return a key as a person reads it."""
    *modifiers, last = key.split("+")
    if len(last) > 1 and last[0] == "f" and last[1:].isdecimal():
        last = last.upper()
    return "+".join((*modifiers, _WORDS.get(last, last)))


def read_key(text: str) -> str:
    """Return a key as Textual names it, from how a person writes it. Raises `BadValue`."""
    written = text.strip() or text[:1]
    head, plus, last = written.rpartition("+") if len(written) > 1 else ("", "", written)
    if plus and not last and head.endswith("+"):
        head, last = head[:-1], "+"
    modifiers = [each.strip().lower() for each in head.split("+")] if head else []
    for each in modifiers:
        if each not in _MODIFIERS:
            raise BadValue(f"there is no key {shown(text)}", hint=did_you_mean(each, _MODIFIERS))
    key = "+".join((*sorted(modifiers), _one(last.strip() or last, text)))
    if key in _SAME:
        raise BadValue(f"{shown(text)} reaches programs as {_SAME[key]}", hint="choose another key")
    return key


def _one(last: str, text: str) -> str:
    if len(last) == 1 and (last.isprintable() or last == " "):
        return _of_character(last)
    name = _NAMES.get(last.lower(), last.lower())
    if name in _NAMED or name in _WORDS:
        return name
    raise BadValue(f"there is no key {shown(text)}", hint=did_you_mean(last, sorted(_NAMED)))


def _of_character(character: str) -> str:
    if character.isalnum():
        return character
    try:
        name = unicode_name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return character
    return KEY_NAME_REPLACEMENTS.get(name, name)
