"""A folder: `register.json`, and one sorted, indented JSON file a commitment, for git."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from exchange.exporters.atomic import beside, exists, said_of, undisturbed
from exchange.exporters.formats import Written, reported
from exchange.exporters.selection import Selection
from store.errors import CannotWrite
from store.model.entry import counted
from store.register.reader import ReportProgress
from store.storage.documents import Document
from store.storage.files import sync, sync_folder
from store.text import escape_json

HEAD = "register.json"
COMMITMENTS = "commitments"
_LONGEST = 100
"""Characters of a file's name that are taken from an id."""


def save_folder(
    selection: Selection, path: Path, *, force: bool = False, progress: ReportProgress | None = None
) -> Written:
    """Write the folder, wholly or not at all. Raises `Exists` or `CannotWrite`.

    With `force` a folder written earlier is brought up to date: files that would stay the
    same are not touched, and those of commitments no longer there are removed. Such a file
    is known by its `id`, which gives exactly its name; any other is left alone.
    """
    with said_of(path):
        target = Path(os.path.realpath(path))
        if not _is_there(target):
            _save_new(selection, target, progress)
            return Written(len(selection.raw), "commitments")
        if not force:
            raise exists(path)
        _refuse_foreign(path, target)
        return _save_over(selection, target, progress)


def file_name(commitment_id: str) -> str:
    """Return the name of a commitment's file: its id, with what no file may be called escaped."""
    name = quote(commitment_id, safe=" ") or "%"
    # No name that begins with a point, for those are hidden, and none that is too long.
    name = f"%2E{name[1:]}" if name.startswith(".") else name
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}~{_sum(commitment_id)}"
    return f"{name}.json"


def _second_name(commitment_id: str) -> str:
    """Return what a file is called whose first name another has, but for small and capital."""
    return f"{file_name(commitment_id).removesuffix('.json')[:_LONGEST]}~{_sum(commitment_id)}.json"


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _files(selection: Selection, progress: ReportProgress | None) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the folder and the content of every file."""
    order = [entry.id for entry in selection.entries]
    yield HEAD, _pretty(selection.head | {"order": order})
    taken: set[str] = set()
    for number in reported(range(len(order)), progress):
        name = file_name(order[number])
        if name.casefold() in taken:
            name = _second_name(order[number])
        taken.add(name.casefold())
        yield f"{COMMITMENTS}/{name}", _pretty(json.loads(selection.raw[number]))


def _pretty(document: Document) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{escape_json(text)}\n".encode()


def _save_new(selection: Selection, target: Path, progress: ReportProgress | None) -> None:
    with _stage(beside(target)) as stage:
        (stage / COMMITMENTS).mkdir()
        _write_all(stage, _files(selection, progress))
        with undisturbed():
            os.rename(stage, target)
            sync_folder(target.parent)


def _save_over(selection: Selection, target: Path, progress: ReportProgress | None) -> Written:
    with _stage(beside(target / HEAD)) as stage:
        (stage / COMMITMENTS).mkdir()
        (target / COMMITMENTS).mkdir(exist_ok=True)
        names: list[str] = []
        changed = _write_all(stage, _changed(target, _files(selection, progress), names))
        kept = {name.partition("/")[2] for name in names}
        old = [each for each in (target / COMMITMENTS).iterdir() if each.name not in kept]
        gone = [each for each in old if _is_ours(each)]
        with undisturbed():
            for name in changed:
                os.replace(stage / name, target / name)
            for each in gone:
                each.unlink(missing_ok=True)
            sync_folder(target / COMMITMENTS)
            sync_folder(target)
    notes = [f"{counted(len(gone), 'file')} of commitments no longer there removed"] if gone else []
    left = len(old) - len(gone)
    notes += [f"{counted(left, 'file')} in {COMMITMENTS}/ left alone: not ours"] if left else []
    return Written(len(selection.raw), "commitments", tuple(notes))


def _changed(
    target: Path, files: Iterable[tuple[str, bytes]], names: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are not there as they should be; note the names of all."""
    for name, data in files:
        names.append(name)
        there = target / name
        if there.is_symlink() or not there.is_file() or there.read_bytes() != data:
            yield name, data


def _write_all(stage: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write files and return their names once all are on the disk."""
    names = []
    for name, data in files:
        (stage / name).write_bytes(data)
        names.append(name)
    # The first costs what all of them hold; asked for one by one while writing, each would.
    for name in names:
        with open(stage / name, "r+b") as file:
            sync(file.fileno())
    return names


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """Make a folder to write in, of which nothing is left afterwards."""
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_there(target: Path) -> bool:
    # An empty folder can be written to like none: a rename takes its place.
    return target.exists() and not (target.is_dir() and not any(target.iterdir()))


def _refuse_foreign(path: Path, target: Path) -> None:
    """Raise `CannotWrite` for what was not written by an earlier export."""
    if not target.is_dir():
        raise CannotWrite(f"{path} is not a folder", hint="choose another path")
    head = _object(target / HEAD)
    inner = target / COMMITMENTS
    sound = not inner.is_symlink() and (inner.is_dir() or not inner.exists())
    if head is None or not {"schema", "title"} <= head.keys() or not sound:
        raise CannotWrite(
            f"{path} holds something else than an exported register",
            hint="choose a new or an empty folder",
        )


def _is_ours(file: Path) -> bool:
    document = _object(file)
    name = document.get("id") if document else None
    return isinstance(name, str) and file.name in (file_name(name), _second_name(name))


def _object(file: Path) -> Document | None:
    """Return the JSON object that a plain file holds; None when it holds something else."""
    if file.is_symlink() or not file.is_file():
        return None
    try:
        found = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
