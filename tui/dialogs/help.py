"""The help: the keys of where one is, then all others, then what the glyphs mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from store.model.glyphs import Glyphs
from store.model.status import Status
from tui.commands.footer import PLACES
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID, LONGEST_NAME, grouped
from tui.dialogs.picker import ChoosingScreen, matches
from tui.rendering.cells import fit, wrap
from tui.rendering.line_widget import Part
from tui.widgets.chooser import ChoiceRow
from tui.widgets.mark_strip import ORDER

_KEYS = 12
_BOTH = 60
"""From this width on a row has the sentence beside the name."""

HelpRow = tuple[ChoiceRow, str]
"""A row and the words it is found by."""


class HelpScreen(ChoosingScreen):
    """Gives the id of the command to run; typing narrows the list."""

    def __init__(
        self,
        place_id: str,
        keymap: Keymap,
        glyphs: Glyphs,
        why_not: Callable[[str], str],
        remarks: Sequence[str] = (),
    ) -> None:
        place = PLACES[place_id]
        foot = "type to search · enter runs · esc closes"
        super().__init__(f"Keys of {place.name}", glyphs, prompt="? ", foot=foot)
        self._place = place
        self._keymap = keymap
        self._why_not = why_not
        self._remarks = remarks
        """What is wrong with the configuration."""

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the keys and glyphs that match, under the headings that still have any."""
        rows: list[ChoiceRow] = []
        for heading, found in self._sections(width):
            left = [row for row, words in found if matches(text, f"{words} {heading}")]
            if left:
                gap = [ChoiceRow(())] if rows else []
                rows += [*gap, ChoiceRow(((heading, "key"),)), *left]
        return rows or [ChoiceRow((("Nothing here is called so: backspace", "muted"),))]

    def _sections(self, width: int) -> Iterator[tuple[str, list[HelpRow]]]:
        if self._remarks:
            lines = [line for each in self._remarks for line in wrap(each, width - 4)]
            yield "Your configuration", [(_line(line, "orange"), line) for line in lines]
        place = self._place
        about = self._keymap.words(place.about)
        here: list[HelpRow] = [(_line(line, "plain"), about) for line in wrap(about, width - 4)]
        here += [self._key(keys, words) for keys, words in place.keys]
        here += [self._command(each, width) for each in place.here]
        yield f"In {place.name}", here
        for group, commands in grouped():
            yield (
                group,
                [self._command(each.id, width) for each in commands if each.id not in place.here],
            )
        yield "In the marking strip", [self._status_key(each) for each in ORDER]
        yield "What the glyphs mean", [self._key(*each) for each in self._legend()]

    def _command(self, command_id: str, width: int) -> HelpRow:
        command = BY_ID[command_id]
        keys, reason = self._keymap.all(command_id), self._why_not(command_id)
        sentence = f"Not now: {reason}" if reason else command.tooltip
        style = "muted" if reason else "plain"
        parts: list[Part] = [(f"{keys:<{_KEYS}} ", "muted" if reason else "key")]
        parts.append((f"{command.name:<{LONGEST_NAME}}  ", style))
        if width >= _BOTH:
            tooltip, room = self.glyphs.words(command.tooltip), width - _KEYS - LONGEST_NAME - 6
            parts.append((fit(tooltip, room, self.glyphs.ellipsis), "muted"))
        row = ChoiceRow(tuple(parts), command_id, hint=sentence)
        return row, f"{keys} {command.name} {command.tooltip} {command_id}"

    def _key(self, keys: str, words: str) -> HelpRow:
        parts: tuple[Part, ...] = ((f"{keys:<{_KEYS}} ", "key"), (words, "plain"))
        return ChoiceRow((("", "plain"), *parts)), f"{keys} {words}"

    def _status_key(self, status: Status) -> HelpRow:
        shown = f"{self.glyphs.status(status)} {status.code}"
        return self._key(status.key, f"{status.words}, shown as {shown}")

    def _legend(self) -> Iterator[tuple[str, str]]:
        glyphs = self.glyphs
        yield glyphs.elapsed, "on the timeline: time gone"
        yield glyphs.ahead, "time ahead"
        yield glyphs.open_end, "start or end not known"
        yield glyphs.met, "milestone met"
        yield glyphs.pending, "milestone open; after a move, the due date that holds"
        yield glyphs.was_due, "where the due date was before it was moved"
        yield glyphs.missed, "milestone past and not confirmed; elsewhere overdue"
        yield glyphs.today, "today"
        yield f"{glyphs.earlier} {glyphs.later}", "goes on before or after the time in view"
        yield f"{glyphs.band_start}{glyphs.band}{glyphs.band_end}", "an instrument in force"
        yield f"{glyphs.band_start}{glyphs.band_own}{glyphs.band_end}", "the instrument of this row"
        yield f"{glyphs.up} {glyphs.down}", "in a column title: what the list is sorted by"
        yield "~40%", "counted from the milestones met, not from an update"
        yield "*", "settled without a source: provisional"
        yield glyphs.chosen, "a domain that is combined with others"


def _line(text: str, style: str) -> ChoiceRow:
    return ChoiceRow(((text, style),))
