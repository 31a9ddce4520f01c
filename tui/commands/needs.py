"""What commands need before they can act, and in which words each says that it is missing.

A need is a function of the `BoardState` alone: it returns why a command cannot act, or nothing
when it can. The table names the needs of every command; footer, palette, help and the key
itself all ask the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class BoardState(NamedTuple):
    """All that decides which commands can act: equal states dim the same keys."""

    keyed: Callable[[str], str]
    """Puts the keys in force into our own words: `{undo}` becomes `u`."""
    place: str
    """The panel or the line that takes the keys, by its id."""
    active: str
    """The panel in use, by its id."""
    tiny: bool
    """Whether the terminal has room for the list alone."""
    maximised: bool
    list_shown: bool
    timeline_shown: bool
    picture: bool
    """Whether a picture is drawn as a whole in the timeline's place."""
    scorecard: bool
    """Whether that is a scorecard with rows to go to."""
    bands: bool
    """Whether the periods of instruments are shown over the timeline."""
    colours: bool
    """Whether there are colours to choose."""
    in_browser: bool
    """Whether the board is shown in a browser, perhaps on another machine than the files."""
    read_only: str
    """Why the register cannot be changed; empty when it can."""
    past: bool
    """Whether somebody went to a day that is gone."""
    opened_by: str
    """The options by which the board was opened on a day that is gone; empty when it was not."""
    commitments: bool
    """Whether the register has any."""
    periods: bool
    """Whether any of its instruments has a period."""
    rows: bool
    """Whether the list shows anything."""
    entry: bool
    """Whether there is a commitment under the cursor."""
    item: str
    """What else is under the cursor: `milestone`, `follow-up`, `update`, or nothing."""
    selected: int
    """How many commitments are selected."""
    filtered: bool
    """Whether a query filters."""
    domains: bool
    """Whether domains filter."""
    sorted: bool
    """Whether an order was chosen."""
    marked: bool
    """Whether anything was marked that could be repeated."""


Need = Callable[[BoardState], str]


def writable(state: BoardState) -> str:
    """A register that can be changed."""
    way_out = state.keyed(" · {back} goes back to the present") if state.past else ""
    if state.opened_by:
        way_out = f" · leave out {state.opened_by} to write"
    return f"The register can only be read: {state.read_only}{way_out}" if state.read_only else ""


def own_files(state: BoardState) -> str:
    """The files of the machine that the board is shown on: a browser may be on another one."""
    return "In a browser the board reads and writes no other files" if state.in_browser else ""


def commitments(state: BoardState) -> str:
    """A register that has any commitment."""
    return "" if state.commitments else _none_here(state)


def commitment(state: BoardState) -> str:
    """A commitment under the cursor."""
    return "" if state.entry else _none_here(state)


def _none_here(state: BoardState) -> str:
    if state.commitments:
        return state.keyed("There is no commitment here: {back} clears the filter")
    return state.keyed("This register has no commitments yet: {add} adds one")


def commitment_or_selection(state: BoardState) -> str:
    """A commitment under the cursor, or several that are selected."""
    return "" if state.selected else commitment(state)


def not_several(state: BoardState) -> str:
    """One thing to act on: an item under the cursor, or a commitment while none are selected."""
    if not state.selected or state.item:
        return ""
    return state.keyed(
        f"{state.selected:,} selected, and this takes one at a time: {{back}} selects none"
    )


def listed(state: BoardState) -> str:
    """Something in the list."""
    return "" if state.rows else _none_here(state)


def listed_or_selection(state: BoardState) -> str:
    """Something in the list, or something selected."""
    return "" if state.selected else listed(state)


def combines_domains(state: BoardState) -> bool:
    """Return whether marking combines domains here, which changes nothing in the register."""
    return state.active == "domains" and not state.tiny


def something_to_mark(state: BoardState) -> str:
    """A domain to combine; else an item to tick or commitments to mark, and leave to write."""
    if combines_domains(state):
        return ""
    ticks = state.item in ("milestone", "follow-up")
    return writable(state) or ("" if ticks else commitment_or_selection(state))


def marked_before(state: BoardState) -> str:
    """A mark to repeat."""
    words = "Nothing was marked yet that could be repeated: {mark} marks"
    return "" if state.marked else state.keyed(words)


def something_to_remove(state: BoardState) -> str:
    """A commitment, a milestone or a follow-up. Updates stay, and so do domains."""
    if combines_domains(state):
        return state.keyed(
            "No commitment is under the cursor in Domains: {panel-2} goes to the list"
        )
    if state.item == "update":
        return state.keyed(
            "Updates are never removed: {write-update} writes what is known now, {edit} gives "
            "this its source"
        )
    return "" if state.item else commitment_or_selection(state)


def rows_to_select(state: BoardState) -> str:
    """The list or the timeline, where rows are selected, and a row in it."""
    if state.active not in ("commitments", "timeline") and not state.tiny:
        return "Commitments are selected in the list: 2 goes there"
    return commitment(state)


def step_back(state: BoardState) -> str:
    """Somewhere to step back from."""
    beyond = state.selected or state.filtered or state.domains or state.active != "commitments"
    if beyond or state.past or (state.maximised and not state.tiny):
        return ""
    return state.keyed("There is nothing to step back from · {quit} quits")


def past_day(state: BoardState) -> str:
    """A day that is gone, from which later ones are reached."""
    here = "the day the board was opened on" if state.opened_by else "the present"
    words = f"This is {here}: {{change-before}} goes to the day of the change before"
    return "" if state.past else state.keyed(words)


def other_panels(state: BoardState) -> str:
    """Room for more than the list."""
    return "Only the list fits here; the other panels need 60x16" if state.tiny else ""


def room_to_maximise(state: BoardState) -> str:
    """A panel that does not have all the room already."""
    return "The list has all the room there is" if state.tiny else ""


def list_in_view(state: BoardState) -> str:
    """The list in view."""
    words = "The list is not in view: {panel-2} shows it"
    return "" if state.list_shown else state.keyed(words)


def timeline_in_view(state: BoardState) -> str:
    """The timeline in view."""
    words = "The timeline is not in view: {panel-3} shows it, {pictures} steps back to it"
    return "" if state.timeline_shown else state.keyed(words)


def periods(state: BoardState) -> str:
    """Periods of instruments and the timeline in view to show them over; to hide them, nothing."""
    if state.bands:
        return ""
    missing = "" if state.periods else "No instrument of this register has a period"
    return timeline_in_view(state) or missing


def chosen_order(state: BoardState) -> str:
    """An order to turn around."""
    words = "The list is in the register's order: {sort} sorts it"
    return "" if state.sorted else state.keyed(words)


def view_to_save(state: BoardState) -> str:
    """A filter, domains or an order to save."""
    words = "There is nothing to save: {filter} filters, {sort} sorts"
    return "" if state.filtered or state.sorted or state.domains else state.keyed(words)


def colours(state: BoardState) -> str:
    """Colours to choose."""
    return "" if state.colours else "NO_COLOR is set: there are no colours to choose"
