"""A page pasted into the form of an update: the source it is, and the commitments it bears on.

What it says is proposed with its reason; a line that something was typed into is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from exchange.source_intake import is_site_of, official_bodies_of, read_source, site_of
from store.errors import EntenteError
from store.model.entities import Register, SourceKind
from store.register.reader import ReportProgress
from store.register.store import Store
from store.text import one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller, named
from tui.dialogs.picker import ListedScreen
from tui.forms.update import draft_of, page_remark
from tui.widgets.chooser import ChoiceRow

if TYPE_CHECKING:
    from statements.intake.news import NewsPage
    from statements.matching.matcher import CommitmentMatch
    from statements.reading.document import StatementDocument
    from tui.dialogs.form import FormScreen
    from tui.forms.form import Answers

_HERE, _OTHER = "here", "other:"
_LABEL = 11


class ProposedLine(NamedTuple):
    """A line of the form that a page can fill in, and why so."""

    id: str
    label: str
    answer: str
    reason: str


def source_lines(
    document: StatementDocument, heading: str, url: str, register: Register
) -> list[ProposedLine]:
    """Return what a page says of itself as a source, line by line, without what it does not say.

    `heading` is its headline with what stands below it; `url` its address, or nothing where it
    is none or stands in the heading.
    """
    source = read_source(f"{heading or document.title}\n{url}", register)
    url = url or source.url
    date = document.date or source.date
    by_name = source.publisher and source.publisher.casefold() in heading.casefold()
    site = site_of(url)
    official = is_site_of(site, official_bodies_of(register))
    found = (
        ProposedLine("source", "Source", document.title or source.title, "its headline"),
        ProposedLine(
            "publisher",
            "Publisher",
            source.publisher,
            "named below the headline" if by_name else f"sources of {site} have it",
        ),
        ProposedLine("url", "Address", url, "stands in it"),
        ProposedLine("published", "Published", date.text if date else "", "the date it gives"),
        ProposedLine(
            "kind",
            "Whose word",
            "" if source.kind is SourceKind.UNKNOWN else source.kind.value,
            f"{site} is an official body's" if official else f"as sources of {site} are",
        ),
    )
    return [each for each in found if each.answer]


class PastedPageReader(Controller):
    """Reads the page for one form that is open, and asks what is to be made of it."""

    def __init__(
        self,
        context: BoardContext,
        screen: FormScreen,
        ids: tuple[str, ...],
        open_form: Callable[[tuple[str, ...]], None],
    ) -> None:
        """Take the form of an update of `ids`; `open_form` opens that of another commitment."""
        super().__init__(context)
        self._screen = screen
        self._ids = ids
        self._open_form = open_form

    def read(self, text: str) -> None:
        """Read a page, and propose what it says; without the extra for that, say which it is."""
        from statements.reading.extras import can_read_text

        if not can_read_text():
            self._screen.tell(page_remark(text))
            return

        def job(store: Store, progress: ReportProgress) -> NewsPage | EntenteError:
            from statements.intake.news import read_news
            from statements.matching.matcher import Matcher
            from statements.reading.reader import read_bytes

            try:
                raw = text.encode("utf-8", "replace")
                document = read_bytes(raw, "the pasted page", progress=progress)
                page = read_news(document, Matcher(store.register), self._ids)
                progress(1, 1)  # where it was stopped meanwhile, nothing comes of it
                return page
            except EntenteError as error:  # said in the form, which lies over the board's line
                return error

        self.store_worker.work("Reading the pasted page", job, lambda page: self._ask(page, text))

    def _ask(self, page: NewsPage | EntenteError, text: str) -> None:
        """Show what would be filled in, and ask for which commitment."""
        screen = self._screen
        if isinstance(page, EntenteError):
            screen.tell(" · ".join(filter(None, (page.message, page.hint))))
            return
        if not screen.is_active:
            return
        register = self.board.view.register
        lines = source_lines(page.document, page.heading, page.url, register)

        def chosen(value: str | None) -> None:
            if value == _HERE:
                self._fill_in(lines, self._excerpt(page))
            elif value and value.startswith(_OTHER):
                other = value.removeprefix(_OTHER)
                self._move(lines, page.excerpts.get(other, ""), other, text)
            else:
                screen.tell("nothing was filled in")

        foot = "enter fills in what nothing was typed into · esc leaves it"
        rows = self._rows(page, lines)
        self.board.open_dialog(
            ListedScreen("Fill in from the pasted page?", self.glyphs, rows, foot=foot), chosen
        )

    def _excerpt(self, page: NewsPage) -> str:
        ids = [*(each.id for each in page.likely if each.id in self._ids), *self._ids]
        return next((page.excerpts[each] for each in ids if each in page.excerpts), "")

    def _rows(self, page: NewsPage, lines: list[ProposedLine]) -> list[ChoiceRow]:
        rows = [
            ChoiceRow(
                ((f"{each.label:<{_LABEL}}", "muted"), (one_line(each.answer), "plain")),
                right=(f" {one_line(each.reason)}", "muted"),
            )
            for each in lines
        ]
        if not lines:
            rows.append(ChoiceRow((("It has no headline, date or address to be read", "muted"),)))
        rows.append(ChoiceRow((("Which commitment is it news of?", "muted"),)))
        own = next((each for each in page.likely if each.id in self._ids), None)
        here = self._row_here(own, self._excerpt(page))
        others = [
            self._row(f"Rather {one_line(each.id)}: ", each, page.excerpts.get(each.id, ""))
            for each in page.likely
            if each.id not in self._ids
        ]
        return [*rows, here, *others] if own else [*rows, *others, here]

    def _row_here(self, match: CommitmentMatch | None, excerpt: str) -> ChoiceRow:
        words = f"This update, of {one_line(named(self._ids))}"
        shared = _shared(match) if match else " not among the likely ones"
        return ChoiceRow(
            ((words, "key"),), _HERE, right=(shared, "muted"), hint=_words_hint(excerpt)
        )

    def _row(self, lead: str, match: CommitmentMatch, excerpt: str) -> ChoiceRow:
        return ChoiceRow(
            ((lead, "key"), (one_line(match.title), "plain")),
            f"{_OTHER}{match.id}",
            right=(_shared(match), "muted"),
            hint=_words_hint(excerpt),
        )

    def _fill_in(self, lines: list[ProposedLine], excerpt: str) -> None:
        proposed = _answers(lines, excerpt)
        kept = self._screen.fill_in(proposed)
        filled = [each.label for each in lines if each.label not in kept]
        filled += ["Exact words"] if excerpt and "Exact words" not in kept else []
        told = f"filled in: {', '.join(filled)}" if filled else "nothing was filled in"
        told += f" · left as typed: {', '.join(kept)}" if kept else ""
        self._screen.tell(told)

    def _move(self, lines: list[ProposedLine], excerpt: str, other: str, text: str) -> None:
        """Open the form of another commitment with the page; the form here has it no more."""
        typed, proposed = self._screen.typed(), _answers(lines, excerpt)
        # A line of the source that was typed is about the page, too.
        moved = {**proposed, **{each: typed[each] for each in proposed if each in typed}}
        moved["note"] = text
        before = self.drafts.find("update", draft_of((other,)))
        known = dict(before.answers) if before else {}
        note = known.get("note", "")
        if note and text not in note:
            known["note"] = f"{note}\n\n{text}"
        was = {**dict.fromkeys(moved, ""), **(before.was if before else {})}
        self.drafts.keep("update", draft_of((other,)), {**moved, **known}, was)
        self._screen.hand_over(tuple(moved), lambda: self._open_form((other,)))


def _answers(lines: list[ProposedLine], excerpt: str) -> Answers:
    found = {each.id: each.answer for each in lines}
    return {**found, "excerpt": excerpt} if excerpt else found


def _shared(match: CommitmentMatch) -> str:
    return f" shares {one_line(', '.join(match.shared[:2]))}"


def _words_hint(excerpt: str) -> str:
    return f"“{one_line(excerpt)}”" if excerpt else "No sentence of it speaks of this alone."
