"""Filtering: by domain, and by the query language while it is typed."""

from __future__ import annotations

from contextlib import suppress

from rich.cells import cell_len

from store.errors import BadQuery
from store.query import EMPTY_QUERY, Query, Vocabulary, parse_query
from tui.actions.actions import Actions
from tui.screens.desk import Desk
from tui.widgets.filter_line import PROMPT


class Filtering(Actions):
    """Decides what the panels show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._text = ""
        self._before = ("", EMPTY_QUERY, "")
        self._mistaken = False

    def do_filter(self) -> None:
        """Open the filter line."""
        desk = self.desk
        self._before = (self._text, desk.view.query, desk.selected)
        self._mistaken = False
        desk.filter_line.ask(self._text)
        desk.arrange_panels()

    def type(self, text: str) -> None:
        """Filter while typing. A mistake is pointed at; what stands before it filters on."""
        desk = self.desk
        vocabulary = Vocabulary.of(desk.view.register)
        try:
            query = parse_query(text, vocabulary)
        except BadQuery as error:
            self._mistaken = True
            self._point_at(error, text)
            with suppress(BadQuery):
                desk.show(desk.view.with_query(parse_query(_but_last(text), vocabulary)))
            return
        self._mistaken = False
        self._text = text
        desk.show(desk.view.with_query(query))
        desk.say(desk.view.describe())

    def _point_at(self, error: BadQuery, text: str) -> None:
        hint = f": {error.hint}" if error.hint else ""
        start = len(PROMPT) + cell_len(text[: error.start])
        said = error.message.partition(" (at character")[0]
        self.desk.message.point(start, cell_len(text[error.start : error.end]), f"{said}{hint}")

    def leave(self, *, kept: bool, for_the_list: bool) -> None:
        """Keep the filter, or go back to what was there before."""
        desk = self.desk
        if not desk.filter_line.display:
            return
        if kept and self._mistaken and for_the_list:
            return  # the caret still shows what to mend; esc gives up
        if not kept or self._mistaken:
            self._text, query, selected = self._before
            desk.show(desk.view.with_query(query))
            desk.selected = selected
            desk.say(desk.view.describe())
        desk.rest_lines()
        if for_the_list:
            desk.go_to_panel("commitments")

    def clear(self) -> None:
        """Show what the domains leave, without a filter; the order stays."""
        self.use(EMPTY_QUERY.with_sort(*self.desk.view.query.sort))

    def use(self, query: Query) -> None:
        """Show what a query finds, as if it had been typed."""
        desk = self.desk
        # Read anew, so that it knows the register's domains.
        query = parse_query(str(query), Vocabulary.of(desk.view.register))
        self._text = str(query)
        desk.show(desk.view.with_query(query))
        desk.say(desk.view.describe())

    def choose_domains(self) -> None:
        """Show the domains that are chosen in their panel."""
        desk = self.desk
        chosen = desk.domains.chosen
        if chosen != desk.view.domains:
            desk.show(desk.view.with_domains(chosen))
            desk.say(desk.view.describe())
        elif desk.domains.combined:
            ways = self.keyed(" · {mark} adds or takes out · {back} clears")
            desk.say(f"{desk.view.describe()}{ways}")

    def combine_domain(self) -> None:
        """Add the domain under the cursor to those combined, or take it out again."""
        self.desk.domains.combine()
        self.choose_domains()
        self.desk.domains.refresh()


def _but_last(text: str) -> str:
    """Return a query without the word that is still being typed."""
    return text.rpartition(" ")[0]
