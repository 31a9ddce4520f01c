"""The short notation of the cue files, made into patterns.

`~verb` is any form of a verb, `(a|b)` one of several words, `?word` may be missing, and `_`
stands for up to five words of the same clause, none of which is "that".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PARTS = re.compile(r"\?\([^)]*\)|\([^)]*\)|\S+")
_VOWELS = "aeiou"
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
_SYLLABLES = re.compile(r"[aeiouy]+")


class Notation:
    """Makes patterns of forms, with the irregular verbs and adverbs of one language."""

    def __init__(self, irregular: Mapping[str, list[str]], adverbs: Iterable[str]) -> None:
        self._irregular = irregular
        words = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in adverbs)
        between = rf"(?:(?:\w+ly|{words})\s+){{0,3}}"
        self._gap = rf"(?:\s+{between}|,\s[^,;:.()]{{1,90}},\s+{between})"

    def pattern(self, form: str) -> str:
        """Return the pattern of one form, to be used between word boundaries.

        >>> notation = Notation({}, ["also"])
        >>> bool(re.fullmatch(notation.pattern("~commit to"), "commits also to"))
        True
        """
        made = ""
        for part in _PARTS.findall(form):
            if part == "_":
                made += r"(?:\s+(?!that\b)[\w'&/.\-]+,?){0,5}?"
            elif part.startswith("?"):
                made += rf"(?:{self._gap}{self._one(part[1:])})?"
            else:
                made += (self._gap if made else "") + self._one(part)
        return made

    def any_of(self, forms: Iterable[str]) -> re.Pattern[str]:
        """Return a pattern that finds any of the forms as whole words, the longest first."""
        made = sorted((self.pattern(each) for each in forms), key=lambda each: -len(each))
        return re.compile(rf"(?<![\w'-])(?:{'|'.join(made)})(?![\w-])")

    def _one(self, part: str) -> str:
        if part.startswith("("):
            inner = part[1:-1].split("|")
            return rf"(?:{'|'.join(self._one(each) for each in inner)})"
        if part.startswith("~"):
            return rf"(?:{'|'.join(self.forms(part[1:]))})"
        return re.escape(part)

    def forms(self, verb: str) -> list[str]:
        """Return every form of a verb, the longest first.

        >>> Notation({}, []).forms("pledge")
        ['pledging', 'pledged', 'pledges', 'pledge']
        """
        if verb in self._irregular:
            found = [each for forms in self._irregular[verb] for each in forms.split("|")]
        else:
            found = list(_regular(verb))
        return sorted({verb.replace("_", " "), *found}, key=lambda each: (-len(each), each))


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return f"{verb}es", f"{verb}ed", f"{verb}ing"
    if _DOUBLED.search(verb) and len(_SYLLABLES.findall(verb)) == 1:
        return f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"
    return f"{verb}s", f"{verb}ed", f"{verb}ing"
