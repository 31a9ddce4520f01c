"""Whether a text is in a language there is a lexicon for."""

from __future__ import annotations

import re

from statements.language.lexicon import Lexicon, languages
from statements.reading.document import StatementDocument
from store.errors import EntenteError

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000
_SHARE = 0.16
"""The least share of function words; English prose has some 40 in 100."""
_FOREIGN_SHARE = 0.08
_ENOUGH = 30
_LONG = 14


class UnknownLanguage(EntenteError):
    """A text in a language there is no lexicon for."""

    code = "unknown-language"


def require_known(document: StatementDocument, words: Lexicon) -> None:
    """Raise `UnknownLanguage` for a document that is not in the lexicon's language."""
    sample = document.text[:_SAMPLE]
    share, count = _share(sample, words)
    if count >= _ENOUGH and share < _SHARE and _share(document.text, words)[0] < _SHARE:
        known = ", ".join(languages())
        raise UnknownLanguage(
            f"the text is not in a language with a lexicon: of {count:,} words only "
            f"{100 * share:.0f} % are among the commonest of “{words.language}”",
            hint=f"there are lexicons for: {known}; give a translation",
        )


def looks_foreign(sentence: str, words: Lexicon) -> bool:
    """Whether a sentence, long enough to tell, is in another language."""
    share, count = _share(sentence, words)
    return (count >= _LONG and share < _FOREIGN_SHARE) or _foreign_script(sentence)


def _foreign_script(sentence: str) -> bool:
    letters = [char for char in sentence if char.isalpha()]
    other = sum(char > "\u024f" for char in letters)
    return len(letters) >= 10 and other > len(letters) // 2


def _share(text: str, words: Lexicon) -> tuple[float, int]:
    found = [each.lower() for each in _WORD.findall(text)]
    letters = sum(char.isalpha() and char > "\u2e7f" for char in text)  # scripts without spaces
    count = len(found) + letters // 2
    known = sum(each in words.words.function for each in found)
    return (known / count if count else 0.0), count


def language_remark(foreign: int) -> tuple[str, ...]:
    """Return what to say of sentences in another language."""
    if not foreign:
        return ()
    many = f"{foreign} sentence{'' if foreign == 1 else 's'}"
    return (f"{many} in a language without a lexicon: not looked at",)
