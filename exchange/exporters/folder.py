"""A folder: `register.json`, and one sorted, indented JSON file a commitment, for git."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from exchange.exporters.atomic import beside, exists, said_of, undisturbed
from exchange.exporters.formats import Written, reported
from exchange.exporters.selection import Selection
from exchange.exporters.swapping import Swap, swap_all
from store.errors import CannotWrite
from store.register.kept_copies import KeptCopies, is_copy
from store.register.reader import ReportProgress
from store.storage.documents import Document
from store.storage.files import sync, sync_folder
from store.storage.lock import hold_folder, is_folder_held
from store.text import counted, escape_json

HEAD = "register.json"
COMMITMENTS = "commitments"
SOURCES = "sources"
"""Where kept copies of sources go."""
_LONGEST = 100
"""Characters of a file's name that are taken from an id."""
_AT_A_TIME = 16
"""Files that are synced at once: a disk writes many down together as fast as one."""
_STAGE = re.compile(r"\.entente-[0-9a-f]{16}")


class _Scope(Enum):
    """What changes places in one step of the file system."""

    FOLDER = "the folder itself"
    PARTS = "its two names"
    FILES = "each file"


def save_folder(
    selection: Selection, path: Path, *, force: bool = False, progress: ReportProgress | None = None
) -> Written:
    """Write the folder, wholly or not at all. Raises `Exists` or `CannotWrite`.

    With `force` a folder written earlier is brought up to date: files that would stay the
    same are not touched, and those of commitments no longer there are removed. Such a file
    is known by its `id`, which gives exactly its name; any other is left alone.

    A folder that holds nothing else is exchanged whole, in one step. In one that does, such as
    `.git`, first `commitments` and then `register.json` is exchanged, and where `commitments`
    holds other files each file: an error takes all of it back, and only a process that is
    killed between two steps leaves some of each, until the next export.
    """
    with said_of(path):
        target = Path(os.path.realpath(path))
        if not _is_there(target):
            _save_new(selection, target, progress)
            written = Written(len(selection.raw), "commitments")
        elif not force:
            raise exists(path)
        else:
            _refuse_foreign(path, target)
            written = _save_over(selection, target, progress)
        left = _bring_copies(selection, target)
        if not left:
            return written
        note = f"{counted(left, 'copy', 'copies')} of sources left out, missing or changed"
        return written._replace(
            notes=(*written.notes, f"{note}: `entente keep --check` names them")
        )


def _bring_copies(selection: Selection, target: Path) -> int:
    """Put the kept copies of sources beside the commitments; return how many are not there."""
    if selection.place is None:
        return 0
    kept, left = KeptCopies(selection.place), 0
    for name in selection.copies:
        copy = kept.sound(name)
        if copy is None:
            left += 1
            continue
        (target / SOURCES).mkdir(exist_ok=True)
        there = target / SOURCES / copy.name
        if not is_copy(there, name):
            part = there.with_name(f".{copy.name}")
            shutil.copyfile(copy, part)
            os.replace(part, there)
    return left


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


def file_names(ids: Iterable[str]) -> list[str]:
    """Return the name of each commitment's file, in the order of the ids."""
    names: list[str] = []
    taken: set[str] = set()
    for each in ids:
        name = file_name(each)
        if name.casefold() in taken:
            name = _second_name(each)
        taken.add(name.casefold())
        names.append(name)
    return names


def _files(
    selection: Selection, names: Sequence[str], progress: ReportProgress | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the folder and the content of every file."""
    yield HEAD, pretty(selection.head | {"order": [entry.id for entry in selection.entries]})
    for number in reported(range(len(names)), progress):
        yield f"{COMMITMENTS}/{names[number]}", pretty(json.loads(selection.raw[number]))


def pretty(document: Document) -> bytes:
    """Return a document as it is written into a folder: keys sorted, one field a line."""
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{escape_json(text)}\n".encode()


def _save_new(selection: Selection, target: Path, progress: ReportProgress | None) -> None:
    with _stage(beside(target)) as stage:
        _write_all(
            stage, _files(selection, file_names(entry.id for entry in selection.entries), progress)
        )
        with undisturbed():
            os.rename(stage, target)
            sync_folder(target.parent)


def _save_over(selection: Selection, target: Path, progress: ReportProgress | None) -> Written:
    _clear_leftovers(target)
    names = file_names(entry.id for entry in selection.entries)
    others = _others(target, set(names))
    gone = [each for each in others if _is_ours(each)]
    scope = _scope(target, alone=len(gone) == len(others))
    stage = beside(target if scope is _Scope.FOLDER else target / HEAD)
    with _stage(stage):
        same: list[str] = []
        changed = _write_all(stage, _changed(target, _files(selection, names, progress), same))
        if scope is _Scope.FILES:
            swaps = [Swap(stage / name, target / name) for name in changed]
            swaps += [Swap(stage / "gone" / each.name, each) for each in gone]
            (stage / "gone").mkdir()
        else:
            _complete(stage, target, same)
            swaps = [Swap(stage / name, target / name) for name in (COMMITMENTS, HEAD)]
        with undisturbed():
            swap_all([Swap(stage, target)] if scope is _Scope.FOLDER else swaps)
            for each in (target / COMMITMENTS, target, target.parent):
                sync_folder(each)
    notes = [f"{counted(len(gone), 'file')} of commitments no longer there removed"] if gone else []
    left = len(others) - len(gone)
    notes += [f"{counted(left, 'file')} in {COMMITMENTS}/ left alone: not ours"] if left else []
    notes += [f"{stage} could not be removed: what was there before"] if stage.exists() else []
    return Written(len(selection.raw), "commitments", tuple(notes))


def _others(target: Path, names: set[str]) -> list[Path]:
    """Return what is in `commitments` and will not be written: gone ones, and what is not ours.

    Raises `OSError` for a folder that has a commitment's name.
    """
    inner = target / COMMITMENTS
    found = list(inner.iterdir()) if inner.exists() else []
    for each in found:
        if each.name in names and each.is_dir() and not each.is_symlink():
            raise IsADirectoryError(errno.EISDIR, f"{each.name} in it is a folder")
    return [each for each in found if each.name not in names]


def _scope(target: Path, *, alone: bool) -> _Scope:
    """Choose how much changes places at once; `alone` says that nothing else is in its folder."""
    inner, parent = target / COMMITMENTS, target.parent
    # Whoever is in a folder that is exchanged would find himself in the old one.
    here = _current_folder()
    if not alone or here.is_relative_to(inner) or (inner.exists() and inner.is_mount()):
        return _Scope.FILES
    others = {each.name for each in target.iterdir()} - {HEAD, COMMITMENTS}
    movable = os.access(parent, os.W_OK | os.X_OK) and not target.is_mount()
    if others or here == target or not movable:
        return _Scope.PARTS
    return _Scope.FOLDER


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was removed
        return Path()


def _changed(
    target: Path, files: Iterable[tuple[str, bytes]], same: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are not there as they should be; note the names of the others."""
    for name, data in files:
        there = target / name
        if there.is_symlink() or not there.is_file() or there.read_bytes() != data:
            yield name, data
        else:
            same.append(name)


def _complete(stage: Path, target: Path, same: Iterable[str]) -> None:
    """Bring the unchanged files into a stage too, and give it the folder's owner and mode."""
    for name in same:
        try:
            os.link(target / name, stage / name)
        except OSError:  # a file system without hard links, or another's file
            shutil.copy2(target / name, stage / name)
    for new, old in ((stage, target), (stage / COMMITMENTS, target / COMMITMENTS)):
        if old.exists():
            shutil.copystat(old, new)
            with suppress(PermissionError):
                shutil.chown(new, old.stat().st_uid, old.stat().st_gid)
    sync_folder(stage / COMMITMENTS)
    sync_folder(stage)


def _write_all(stage: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write files and return their names once all are on the disk."""
    (stage / COMMITMENTS).mkdir()
    names = []
    for name, data in files:
        (stage / name).write_bytes(data)
        names.append(name)
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for _ in pool.map(_sync_file, [stage / name for name in names]):
            pass  # raises what one of them raised
    sync_folder(stage / COMMITMENTS)
    sync_folder(stage)
    return names


def _sync_file(path: Path) -> None:
    with open(path, "r+b") as file:
        sync(file.fileno())


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """Make a folder to write in, of which nothing is left afterwards."""
    folder.mkdir()
    try:
        with hold_folder(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_leftovers(target: Path) -> None:
    """Remove what exports that were killed have left in a folder."""
    for each in target.iterdir():
        ours = _STAGE.fullmatch(each.name) and each.is_dir() and not each.is_symlink()
        if ours and not is_folder_held(each):
            shutil.rmtree(each, ignore_errors=True)


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
