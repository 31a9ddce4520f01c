"""A document as it was read: one text, and where its paragraphs and sentences stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from store.model.dates import PartialDate


class BlockKind(str, Enum):
    """What a paragraph is in its document."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CELL = "cell"
    NOTE = "note"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a format's reader hands it over, before numbers and places are known."""

    text: str
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    """Depth of a heading (1 is the highest) or of a list item (1 is the outermost)."""
    number: str = ""
    """The number, where the format keeps it apart from the text: `3.` or `(b)`."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and where it stands in `Document.text`, its number included."""

    start: int
    end: int
    kind: BlockKind
    level: int
    number: str
    """As written: `17.`, `(b)`, `Article III`; empty where it has none."""
    path: tuple[str, ...]
    """The headings above it, the highest first."""
    label: str
    """How people cite it: its number, with that of the paragraph a list item belongs to."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or an item of a list, as the characters `start` to `end` of the text."""

    start: int
    end: int
    paragraph: int
    """Its place in `Document.paragraphs`."""
    stems: tuple[tuple[int, int], ...] = ()
    """Where the words stand that an item completes, the outermost first: "We will:"."""
    is_stem: bool = False
    """True for words that only introduce the items after them."""


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """What was read: `text` holds every word, white space folded and markup removed."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    title: str = ""
    date: PartialDate | None = None
    """When it was issued, where it says so."""
    url: str = ""
    remarks: tuple[str, ...] = ()
    """What a person should know about how it was read."""

    def words_of(self, part: Paragraph | Sentence) -> str:
        """Return the exact words of a paragraph or a sentence."""
        return self.text[part.start : part.end]

    def stem_of(self, sentence: Sentence) -> str:
        """Return the words that introduce a list item; empty for any other sentence."""
        return " ".join(self.text[start:end] for start, end in sentence.stems)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader found: its blocks, and what the file says about itself."""

    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    """As the file writes it; read later, and left out where it cannot be read."""
    url: str = ""
    remarks: tuple[str, ...] = ()
