"""Filtering: by domain, and by the query language while it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from store.errors import BadQuery
from store.model.entities import Register
from store.portfolio.portfolio import Portfolio
from store.query import EMPTY_QUERY, Query, Vocabulary
from store.query.matcher import narrows
from tui.background import Idle
from tui.board.board import Board, BoardContext
from tui.board.layout import BoardLayout
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from store.query.parser import CorrectedQuery

_GROUP = "look"
_TURN_SECONDS = 0.002
"""How long to look before the keys get their turn."""


class BackgroundSearch:
    """Looks for what a query matches without ever holding up the keys.

    A search of a large register goes in small steps between the keys, and is given up when
    another query comes. The rows that fill the list are found and shown before that.
    """

    def __init__(self, board: Board, layout: BoardLayout) -> None:
        self._board = board
        self._layout = layout
        self._wanted: Portfolio | None = None
        self._begun_at = ""
        self.was_overtaken = False
        """Whether the cursor was moved on before the last search had ended."""

    def show(
        self,
        then: Callable[[], None],
        *,
        query: Query | None = None,
        domains: tuple[str, ...] | None = None,
    ) -> None:
        """Show what another query finds, or in other domains, then do what is to follow."""
        board = self._board
        wanted = self._wanted or board.view
        wanted = board.view.with_domains(wanted.domains if domains is None else domains).with_query(
            wanted.query if query is None else query
        )
        self._wanted, self._begun_at = wanted, board.selected
        board.stop_background(_GROUP)
        if wanted.at_once():
            self._take(wanted, then)
            return
        first = wanted.first_rows(self._layout.commitments.page)
        if first:
            self._layout.commitments.show_first_rows(first)
            self._layout.timeline.show_first_rows(first)
        # The first rows are drawn first.
        board.after_picture(partial(self._begin, wanted, then))

    def _begin(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        if wanted is self._wanted:
            # Called when it begins: it may be given up before.
            self._board.run_in_background(_GROUP, partial(self._look, wanted, then))

    async def _look(self, wanted: Portfolio, then: Callable[[], None]) -> None:
        begin = perf_counter()
        for _ in wanted.look():
            if perf_counter() - begin > _TURN_SECONDS:
                await asyncio.sleep(0)
                begin = perf_counter()
        await asyncio.to_thread(wanted.sort)
        # The register may have changed in the meantime.
        view = self._board.view.with_domains(wanted.domains)
        self._take(view.with_query(wanted.query), then)

    def _take(self, found: Portfolio, then: Callable[[], None]) -> None:
        self._wanted = None
        self.was_overtaken = self._board.selected_now != self._begun_at
        self._board.show(found)
        then()


class FilterController(Controller):
    """Decides what the panels show."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._searching = BackgroundSearch(self.board, self.layout)
        self._idle = Idle(self.layout)
        self._text = ""
        self._before = ("", EMPTY_QUERY, "")
        self._mistake: BadQuery | None = None
        self._completed: Portfolio | None = None
        self._words: tuple[Register, Vocabulary] | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the register shown."""
        register = self.board.view.register
        if self._words is None or self._words[0] is not register:
            self._words = register, Vocabulary.of(register)
        return self._words[1]

    def prepare(self) -> None:
        """Get ready for words to be typed, while nobody needs the board."""
        self._idle.do("texts", self.board.view.prepare())

    def open(self) -> None:
        """Open the filter line."""
        board = self.board
        self._before = (self._text, board.view.query, board.selected)
        self._mistake = None
        self._complete_from(board.view)
        self.layout.filter_line.typed = self.type
        self.layout.filter_line.ask(self._text)
        self.layout.arrange_panels()

    def type(self, text: str) -> None:
        """Filter while typing. A mistake is pointed at; what stands before it filters on."""
        from store.query.parser import parse_query

        line = self.layout.filter_line
        try:
            query = parse_query(text, self.vocabulary)
        except BadQuery as error:
            self._mistake = error
            wrong = text != line.text or not line.unfinished()
            self._show_good_part(text, self._return if wrong else self._say_found)
            if wrong:
                self._point_at(error)
            return
        self._mistake = None
        self._text = text
        self._searching.show(self._say_found, query=query)

    def _complete_from(self, view: Portfolio) -> None:
        """Offer what this register has, with counts of it as it is now."""
        from store.query.completion import Completer
        from store.query.facets import FEW

        known = self._completed
        if known and known.register is view.register and known.as_of == view.as_of:
            return
        self._completed = view
        completer = Completer(self.vocabulary, view.entries, view.as_of, view.counted)
        self.layout.filter_line.offer = completer.at
        self.layout.filter_line.mend = self._mended
        self.layout.filter_line.nothing_to_complete = self._say_nothing_completes
        if len(view.entries) > FEW:
            self._idle.do("completions", completer.prepare())

    def _say_nothing_completes(self) -> None:
        if not self._mistake:
            self.board.say("Nothing completes this word · enter keeps the filter")

    def _mended(self, text: str) -> CorrectedQuery | None:
        from store.query.parser import mended

        if self._mistake:
            return mended(text, self._mistake, self.vocabulary)
        return self._meant(text)

    def _meant(self, text: str) -> CorrectedQuery | None:
        """Return what was meant by words that nothing has, such as `overdue`."""
        from store.query.suggestions import meant_term

        view = self.board.view
        return meant_term(text) if view.is_whole and not view.size else None

    def _show_good_part(self, text: str, then: Callable[[], None]) -> None:
        from store.query.parser import parse_query

        try:
            query = parse_query(_but_last(text), self.vocabulary)
        except BadQuery:
            return
        self._searching.show(then, query=query)

    def _say_found(self) -> None:
        self._return()
        self._say_count()

    def _return(self) -> None:
        """Go back to where the cursor stood before typing, as soon as that is found again."""
        if self._searching.was_overtaken:
            return
        _, query, before = self._before
        if self.board.view.query.sort not in ((), query.sort):
            self._go_to_top()
            return
        if self.board.view.row_of(before) is not None:
            self.board.selected = before

    def _say_count(self) -> None:
        view = self.board.view
        meant = self._meant(str(view.query.with_sort()))
        if meant is None:
            self.board.say(view.describe())
            return
        typing = self.layout.filter_line.display
        way = "tab takes it" if typing else self.keyed("{filter}, then tab takes it")
        self.board.say(f"{view.describe()} · did you mean {meant.word}? {way}", "orange")

    def _point_at(self, error: BadQuery) -> None:
        line = self.layout.filter_line
        start, end = line.column_of(error.start), line.column_of(error.end)
        said = error.message.partition(" (at character")[0]
        right = self._mended(line.text)
        if right:
            # The way out first: a narrow terminal has no room for more.
            words = f"did you mean {right.word}? tab takes it · {said}"
        else:
            words = f"{said}: {error.hint}" if error.hint else said
        self.layout.message.point(start, end - start, words)

    def leave(self, *, kept: bool, for_the_list: bool) -> None:
        """Keep the filter, or go back to what was there before."""
        if not self.layout.filter_line.display:
            return
        if kept and self._mistake and for_the_list:
            self._point_at(self._mistake)  # tab or typing mends it; esc gives up
            return
        if kept and not self._mistake:
            self.layout.filter_line.remember(self._text)
        else:
            self._text, query, selected = self._before
            self._searching.show(partial(self._select_again, selected), query=query)
        self.layout.close_lines()
        if for_the_list:
            self.layout.go_to_panel("commitments")
        if kept and self._meant(self._text):
            self._say_count()  # in words for a line that is closed

    def _select_again(self, selected: str) -> None:
        if not self._searching.was_overtaken:
            self.board.selected = selected
        self._say_count()

    def clear(self) -> None:
        """Show what the domains leave, without a filter; the order stays."""
        self.use(EMPTY_QUERY.with_sort(*self.board.view.query.sort))

    def use(
        self, query: Query, domains: tuple[str, ...] | None = None, *, from_top: bool = False
    ) -> None:
        """Show what a query finds, as if it had been typed; in other domains if any are given.

        `from_top` puts the cursor on the first row, instead of where it was.
        """
        from store.query.parser import parse_query

        # Read anew, so that it knows the register's domains.
        self._text = str(query)
        query = parse_query(self._text, self.vocabulary)
        then = self._begin_at_top if from_top else self._say_count
        self._searching.show(then, query=query, domains=domains)

    def narrow(self, term: str) -> None:
        """Demand a term too, as if it had been typed behind the query, and go to the first row."""
        from store.query.parser import parse_query

        query, wanted = self.board.view.query, parse_query(term, self.vocabulary)
        self.use(query if narrows(query.tree, wanted.tree) else query & wanted, from_top=True)

    def _begin_at_top(self) -> None:
        if not self._searching.was_overtaken:
            self._go_to_top()
        self._say_count()

    def _go_to_top(self) -> None:
        self.layout.commitments.place(0)
        self.board.settle_selection()

    def choose_domains(self) -> None:
        """Show the domains that are chosen in their panel."""
        board = self.board
        chosen = self.layout.domains.chosen
        if chosen != board.view.domains:
            self._searching.show(self._say_count, domains=chosen)
        elif self.layout.domains.combined:
            ways = self.keyed(" · {mark} adds or takes out · {back} clears")
            board.say(f"{board.view.describe()}{ways}")

    def combine_domain(self) -> None:
        """Add the domain under the cursor to those combined, or take it out again."""
        self.layout.domains.combine()
        self.choose_domains()
        self.layout.domains.refresh()


def _but_last(text: str) -> str:
    """Return a query without the word that is still being typed."""
    return text.rpartition(" ")[0]
