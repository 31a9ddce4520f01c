"""A folder as Entente exports it: `register.json`, and one file a commitment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from store.errors import BadFile
from store.importing.batch import Piece, Refused
from store.importing.containers import load_json
from store.importing.own import read_head, read_one
from store.importing.texts import Progress, quiet, reading

HEAD, COMMITMENTS = "register.json", "commitments"


def is_folder_of_ours(path: Path) -> bool:
    """Whether a folder is laid out as an exported one."""
    return (path / HEAD).is_file() or (path / COMMITMENTS).is_dir()


def read(path: Path, progress: Progress = quiet) -> Iterator[Piece]:
    """Read the head, then the commitments, in the order it gives or by file name.

    Links are not followed: a folder says only what is in it. Raises `BadFile`.
    """
    if not is_folder_of_ours(path):
        raise BadFile(
            f"{path} holds neither {HEAD} nor {COMMITMENTS}/",
            hint="give a folder that `entente export --format folder` has written, or a file",
        )
    order: dict[str, int] = {}
    head = path / HEAD
    if head.is_file() and not head.is_symlink():
        told = load_json(head)
        if not isinstance(told, dict):
            raise BadFile(f"{head} is not what a register says of itself")
        listed = told.pop("order", [])
        names = listed if isinstance(listed, list) else []
        order = {name: place for place, name in enumerate(names) if isinstance(name, str)}
        yield from read_head(told)
    with reading(path):
        inner = path / COMMITMENTS
        files = sorted(inner.glob("*.json")) if inner.is_dir() and not inner.is_symlink() else []
    found = [(file, _document(file)) for file in _reported(files, progress)]
    found.sort(key=lambda pair: order.get(_id(pair[1]), len(order)))
    for number, (file, document) in enumerate(found, start=1):
        if isinstance(document, BadFile):
            yield Refused(number, document.message)
            continue
        piece = read_one(document, number)
        yield (
            piece._replace(reason=f"{file.name}: {piece.reason}")
            if isinstance(piece, Refused)
            else piece
        )


def _document(file: Path) -> Any:
    try:
        if file.is_symlink() or not file.is_file():
            raise BadFile(f"{file.name} is a link or no file: it was not followed")
        return load_json(file)
    except BadFile as error:
        return error


def _id(document: object) -> str:
    name = document.get("id") if isinstance(document, dict) else None
    return name if isinstance(name, str) else ""


def _reported(files: list[Path], progress: Progress) -> Iterator[Path]:
    for done, file in enumerate(files, start=1):
        if done % 64 == 0:
            progress(done, len(files))
        yield file
