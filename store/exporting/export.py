"""The two ways to export: to a path, and to a stream."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol

from store.errors import BadValue
from store.exporting.formats import Format, Options
from store.exporting.selection import Selection
from store.exporting.writing import replacing
from store.exporting.written import Progress, Written

DEFAULT = Options()


class _Writer(Protocol):
    def __call__(
        self, selection: Selection, out: BinaryIO, options: Options, progress: Progress | None
    ) -> Written: ...


def write(
    selection: Selection,
    form: Format,
    out: BinaryIO,
    *,
    options: Options = DEFAULT,
    progress: Progress | None = None,
) -> Written:
    """Write a text format to a stream. Raises `BadValue` for one that needs a path."""
    if not form.is_text:
        raise BadValue(
            f"{form.name} cannot go to stdout", hint="say where to write it with -o PATH"
        )
    return _writer(form)(selection, out, options, progress)


def save(
    selection: Selection,
    form: Format,
    path: Path,
    *,
    force: bool = False,
    options: Options = DEFAULT,
    progress: Progress | None = None,
) -> Written:
    """Write to a path, wholly or not at all. Raises `Exists` or `CannotWrite`.

    What is there already gives way only to `force`. `progress` may raise to cancel.
    """
    if form.name == "folder":
        from store.exporting.as_folder import save_folder

        return save_folder(selection, path, force=force, progress=progress)
    with replacing(path, force=force) as out:
        return _writer(form)(selection, out, options, progress)


def _writer(form: Format) -> _Writer:
    # Loaded when asked for: some bring a library that takes a while.
    found: _Writer = import_module(f"store.exporting.{form.module}").write
    return found
