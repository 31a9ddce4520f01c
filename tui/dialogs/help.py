"""The help: what words and marks mean, the keys of where one is, then all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from store.model.definitions import LISTS, MEASURES, STATUSES, TIMELINE
from store.model.derived import DEFAULT, Thresholds
from store.model.glyphs import Glyphs
from store.model.status import Status
from tui.commands.footer import PLACES
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID, LONGEST_NAME, grouped
from tui.dialogs.picker import ChoosingScreen, matches
from tui.rendering.cells import fit, wrap
from tui.rendering.line_widget import Part, length
from tui.widgets.chooser import ChoiceRow
from tui.widgets.mark_strip import ORDER

_KEYS, _ONE_KEY = 12, 9
_ROOMY = 46
"""From this width on a row has all the keys of a command."""
_MEANINGS = "What the words and marks mean"
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
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        place = PLACES[place_id]
        foot = "type to search · enter runs · esc closes"
        super().__init__(f"Keys of {place.name}", glyphs, prompt="? ", foot=foot)
        self._place = place
        self._keymap = keymap
        self._why_not = why_not
        self._remarks = remarks
        """What is wrong with the configuration."""
        self._thresholds = thresholds

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the meanings and keys that match, under the headings that still have any."""
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
        if self.chooser.text:
            # Somebody who types a word wants to know what it means, before which key it is.
            yield _MEANINGS, list(self._meanings(width))
        else:
            yield "Marks", list(self._legend(width))
        place = self._place
        about = self._keymap.words(place.about)
        here: list[HelpRow] = [(_line(line, "plain"), about) for line in wrap(about, width - 4)]
        here += [self._key(keys, words, width) for keys, words in place.keys]
        here += [self._command(each, width) for each in place.here]
        yield f"In {place.name}", here
        for group, commands in grouped():
            yield (
                group,
                [self._command(each.id, width) for each in commands if each.id not in place.here],
            )
        yield "In the marking strip", [self._status_key(each, width) for each in ORDER]
        if not self.chooser.text:
            yield _MEANINGS, list(self._meanings(width))

    def _command(self, command_id: str, width: int) -> HelpRow:
        command = BY_ID[command_id]
        keys, reason = self._keymap.all(command_id), self._why_not(command_id)
        if width < _ROOMY:
            keys = self._keymap.first(command_id)
        sentence = f"Not now: {reason}" if reason else command.tooltip
        style = "muted" if reason else "plain"
        parts: list[Part] = [(f"{keys:<{_keys(width)}} ", "muted" if reason else "key")]
        parts.append((f"{command.name:<{LONGEST_NAME}}  ", style))
        if width >= _BOTH:
            tooltip, room = self.glyphs.words(command.tooltip), width - _KEYS - LONGEST_NAME - 6
            parts.append((fit(tooltip, room, self.glyphs.ellipsis), "muted"))
        row = ChoiceRow(tuple(parts), command_id, hint=sentence)
        return row, f"{keys} {command.name} {command.tooltip} {command_id} {command.also}"

    def _key(self, keys: str, words: str, width: int) -> HelpRow:
        return self._keyed(keys, words, width), f"{keys} {words}"

    def _keyed(self, keys: str, words: str, width: int) -> ChoiceRow:
        keys = f"{keys:<{_keys(width)}} "
        return ChoiceRow((("", "plain"), (keys, "key"), (words, "plain")))

    def _status_key(self, status: Status, width: int) -> HelpRow:
        shown = f"{self.glyphs.status(status)} {status.code}"
        return self._key(status.key, f"{status.words}, shown as {shown}", width)

    def _legend(self, width: int) -> Iterator[HelpRow]:
        """Yield every mark with its word, as many to a row as there is room for."""
        glyphs = self.glyphs
        marks: list[tuple[str, str, str]] = [
            (glyphs.status(each), each.words, each.tone) for each in Status
        ]
        for each in (*MEASURES, *TIMELINE, *LISTS):
            marks += [(each.shown(glyphs), each.word or each.meaning, "key")] if each.mark else []
        parts: list[Part] = []
        for mark, words, style in marks:
            piece: list[Part] = [(f"{mark} ", style), (f"{words}   ", "plain")]
            if parts and length(parts) + length(piece) > width - 4:
                yield ChoiceRow(tuple(parts)), ""
                parts = []
            parts += piece
        yield ChoiceRow(tuple(parts)), ""
        yield _line("Type a word, such as stale or attention, to read what it means.", "muted"), ""

    def _meanings(self, width: int) -> Iterator[HelpRow]:
        """Yield what the words and marks mean, each over as many rows as it takes."""
        marks = {each.words: f"{self.glyphs.status(each)} {each.code}" for each in Status}
        for each in (*MEASURES, *STATUSES, *TIMELINE, *LISTS):
            mark = marks.get(each.word) or each.shown(self.glyphs)
            words = f"{each.word}: {each.said(self._thresholds)}" if each.word else each.meaning
            found_by = f"{mark} {each.word} {each.meaning} {each.also}"
            for line in wrap(self.glyphs.words(words), max(8, width - _keys(width) - 4)):
                yield self._keyed(mark, line, width), found_by
                mark = ""


def _keys(width: int) -> int:
    """Return the cells of the keys: one key to a row where there is little room."""
    return _KEYS if width >= _ROOMY else _ONE_KEY


def _line(text: str, style: str) -> ChoiceRow:
    return ChoiceRow(((text, style),))
