"""Which statement is to be read, and which instrument of the register it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on

from statements.matching.matcher import CommitmentMatch
from statements.reading.document import StatementDocument
from store.model.entities import Instrument, Register
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Decided
from store.text import one_line
from tui.dialogs.path import ImportPathScreen
from tui.dialogs.picker import ChoosingScreen, matches
from tui.widgets.chooser import ChoiceRow, Chooser

TEXT = "text:"
"""What a pasted text is given back with before it; else it is a path."""
INSTRUMENT = "instrument:"
"""Before the id of an instrument whose text was kept."""
NEW = "new:"
"""Before the title of an instrument to be made."""
NEWS = "news:"
"""Before the id of a commitment that the page is news of."""


class StatementChoiceScreen(ImportPathScreen):
    """Gives a path, the text pasted, or the instrument whose kept text is read again."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(self, register: Register, glyphs: Glyphs, title: str = "") -> None:
        super().__init__(glyphs, title or "Read which statement?")
        self._kept = [each for each in register.instruments if each.source and each.source.copy]
        self.chooser.takes_texts = True
        self.chooser.remark = "a path, or paste its text"

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the statements read before, then what the folder has."""
        known = [each for each in self._kept if matches(text, f"{each.title} {each.id}")]
        rows = [self._instrument_row(each) for each in known]
        files = super().rows(text, width)
        if not rows:
            return files
        head = ChoiceRow((("Read before, kept beside the register", "muted"),))
        rest = ChoiceRow((("Files", "muted"),))
        return [head, *rows, rest, *files]

    def _instrument_row(self, each: Instrument) -> ChoiceRow:
        decided = sum(
            one.decided not in (Decided.LATER, Decided.SPLIT, Decided.JOINED)
            for one in each.decisions
        )
        dated = f" {self.glyphs.date(each.date)}" if each.date else ""
        return ChoiceRow(
            ((one_line(each.title), "plain"),),
            f"{INSTRUMENT}{each.id}",
            right=(f"{dated} {decided} decided", "muted"),
        )

    @on(Chooser.Pasted)
    def take_text_pasted(self, event: Chooser.Pasted) -> None:
        """Take a text of several lines as the statement itself."""
        self.dismiss(TEXT + event.text)


class InstrumentChoiceScreen(ChoosingScreen):
    """Gives the id of an instrument, `new:` with a title, or `news:` with a commitment's id.

    A page that is no statement is news: the commitments it bears on are offered.
    """

    CSS_PATH = "../dialogs.tcss"

    def __init__(
        self,
        document: StatementDocument,
        register: Register,
        news: Sequence[CommitmentMatch],
        glyphs: Glyphs,
    ) -> None:
        foot = "type to narrow, or another title · enter chooses · esc closes"
        self._news = news
        super().__init__("Which instrument is it?", glyphs, foot=foot)
        self._document = document
        self._instruments = _likeliest_first(document, register)

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return a new instrument, and those there are, the likeliest first."""
        title = text.strip() or self._document.title
        said = self._document.date
        fresh = ChoiceRow(
            (("New: ", "key"), (one_line(title), "plain")),
            NEW + title,
            right=(f" {self.glyphs.date(said)}" if said else " without a date", "muted"),
            hint="An instrument of this title is made with what is taken.",
        )
        rows = [
            ChoiceRow(
                ((f"{one_line(each.id)}  ", "key"), (one_line(each.title), "plain")),
                each.id,
                right=(f" {self.glyphs.date(each.date)}" if each.date else "", "muted"),
            )
            for each in self._instruments
            if matches(text, f"{each.id} {each.title}")
        ]
        news = list(self._news_rows(text))
        same = bool(rows) and _is_same(self._document, self._instruments[0]) and not text
        if not title:
            typing = ChoiceRow((("Type the title of a statement", "muted"),))
            return [typing, *news, *rows]
        first, others = ([rows[0], fresh], rows[1:]) if same else ([fresh], rows)
        return [*first, *news, *others]

    def _news_rows(self, text: str) -> Iterator[ChoiceRow]:
        for each in self._news:
            if matches(text, f"{each.id} {each.title}"):
                yield ChoiceRow(
                    (
                        ("News of ", "key"),
                        (f"{one_line(each.id)}: {one_line(each.title)}", "plain"),
                    ),
                    NEWS + each.id,
                    hint="No statement: it becomes an update, with its source and its words.",
                )


def _likeliest_first(document: StatementDocument, register: Register) -> list[Instrument]:
    return sorted(
        register.instruments,
        key=lambda each: (not _is_same(document, each), each.date != document.date),
    )


def _is_same(document: StatementDocument, instrument: Instrument) -> bool:
    if instrument.date is None or document.date is None:
        return instrument.title == document.title
    statement = "statement" in instrument.kind or instrument.title == document.title
    return instrument.date == document.date and statement
