"""Asking for a file by its path, completed from what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from rich.cells import cell_len
from textual import on

from exchange.exporters import FORMATS, format_for
from exchange.importers.readers.json_reader import is_folder_of_ours
from store.errors import BadValue
from store.model.glyphs import Glyphs
from store.text import fold, one_line
from store.user.paths import expanded
from tui.dialogs.picker import ChoosingScreen
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import ChoiceRow, Chooser

_MOST = 500
"""Names of a folder that are looked at; whoever has more types the name."""
_GO = "go:"
_TAKE = "take:"


class ImportPathScreen(ChoosingScreen):
    """Gives the path of a file, or of an exported folder, to import."""

    def __init__(self, glyphs: Glyphs, title: str = "Import which file?") -> None:
        foot = "type a path · enter opens a folder, takes a file · esc closes"
        super().__init__(title, glyphs, prompt="file: ", foot=foot)

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return what the folder has that begins like the last part of the path."""
        head, _, begun = text.rpartition("/")
        folder = expanded(f"{head}/" if head or text.startswith("/") else ".")
        rows = [self._row(each, head, text) for each in _listed(folder, begun)]
        if head and not begun and is_folder_of_ours(folder):
            words = "Take this folder: it was exported by Entente"
            rows.insert(0, ChoiceRow(((words, "plain"),), _TAKE + text))
        return rows or [ChoiceRow((("There is nothing called so: backspace", "muted"),))]

    def _row(self, entry: os.DirEntry[str], head: str, text: str) -> ChoiceRow:
        path = f"{head}/{entry.name}" if head or text.startswith("/") else entry.name
        is_folder = entry.is_dir()
        name = one_line(entry.name) + ("/" if is_folder else "")
        value = f"{_GO}{path}/" if is_folder else _TAKE + path
        return ChoiceRow(((name, "muted" if is_folder else "plain"),), value)

    @on(Chooser.Chosen)
    def leave(self, event: Chooser.Chosen) -> None:
        """Go into a folder, or hand over a file."""
        event.prevent_default()  # not also as the list in general does
        if event.value.startswith(_GO):
            self.chooser.text = event.value.removeprefix(_GO)
            self.narrow()
        else:
            self.dismiss(event.value.removeprefix(_TAKE))


class ExportPathScreen(ChoosingScreen):
    """Gives the path to write to; its ending says the format. What is there is never replaced."""

    def __init__(self, glyphs: Glyphs, name: str, many: str) -> None:
        foot = "type another name · enter writes it · esc closes"
        super().__init__(f"Export {many} as", glyphs, prompt="file: ", foot=foot)
        self._name = name

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the file that is named, or one for each format when its ending says none."""
        try:
            form = format_for(Path(text), is_folder=text.endswith("/"))
        except BadValue:
            stem = text.rstrip(".") or self._name
            each = [(f"{stem}{_ending(form.name)}", form.about) for form in FORMATS]
            longest = max(cell_len(one_line(path)) for path, _ in each)
            return [self._row(path, about, longest) for path, about in each if path != stem]
        return [self._row(text, form.about, cell_len(one_line(text)))]

    def _row(self, path: str, about: str, longest: int) -> ChoiceRow:
        shown: list[Part] = [(f"{fit(path, longest)}  ", "plain")]
        if expanded(path).exists():
            return ChoiceRow((*shown, ("exists already: type another name", "orange")))
        return ChoiceRow((*shown, (about, "muted")), path)


class SavePathScreen(ChoosingScreen):
    """Gives the path to save a page to; its ending says the form. Nothing is replaced."""

    def __init__(
        self, title: str, glyphs: Glyphs, stem: str, forms: Sequence[tuple[str, str]]
    ) -> None:
        """Take what the file is called unless a name is typed, and its endings with their words."""
        foot = "type another name · enter writes it · esc closes"
        super().__init__(title, glyphs, prompt="file: ", foot=foot)
        self._stem, self._forms = stem, forms

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the file that is named, or one for each form when its ending says none."""
        named = next((about for ending, about in self._forms if text.endswith(ending)), "")
        if named:
            return [self._row(text, named)]
        stem = text.rstrip(".") or self._stem
        return [self._row(f"{stem}{ending}", about) for ending, about in self._forms]

    def _row(self, path: str, about: str) -> ChoiceRow:
        shown: Part = (f"{one_line(path)}  ", "plain")
        if expanded(path).exists():
            return ChoiceRow((shown,), right=(" exists already: type another name", "orange"))
        return ChoiceRow((shown, (about, "muted")), path)


def _ending(format_name: str) -> str:
    if format_name == "folder":
        return "/"
    return next(
        (each.endings[0] for each in FORMATS if each.name == format_name and each.endings), ""
    )


def _listed(folder: Path, begun: str) -> Iterator[os.DirEntry[str]]:
    wanted = fold(begun)
    try:
        with os.scandir(folder) as entries:
            some = sorted(islice(entries, _MOST), key=lambda each: each.name)
    except OSError:
        return
    for entry in some:
        hidden = entry.name.startswith(".") and not begun.startswith(".")
        if not hidden and fold(entry.name).startswith(wanted):
            yield entry
