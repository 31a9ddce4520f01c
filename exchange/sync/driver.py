"""What git runs to merge one file of an exported folder, where people use git by hand."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from exchange.exporters.atomic import replacing, said_of
from exchange.exporters.folder import HEAD, pretty
from exchange.importers.readers.files import reading
from exchange.merge.clashes import FoundClash, clashes_of
from exchange.merge.three_way import merge_documents
from exchange.sync.folder_files import read_document
from exchange.sync.git import Git
from exchange.sync.working_copy import git_folder
from store.model.entities import Commitment
from store.plain_files import read_plain
from store.register.codec import RegisterHead
from store.register.layouts import up_to_date
from store.storage.documents import Document

NAME = "entente"
ATTRIBUTES = (f"/{HEAD} merge={NAME}", f"/commitments/*.json merge={NAME}")


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> list[FoundClash]:
    """Merge a file into `ours`, and return the fields that wait for somebody to choose.

    An empty `base` is that of a file which both sides made; `name` is what messages call the
    file. Raises `BadFile` for what holds no JSON object, with `ours` as it was, and `CannotWrite`.
    """
    before, mine, other = (_document(path, name) for path in (base, ours, theirs))
    merged = merge_documents(before or None, mine, other)
    with replacing(ours, force=True) as out:
        out.write(pretty(merged))
    return clashes_of(merged, str(merged.get("id", "")))


def install(folder: Path) -> list[str]:
    """Tell git of one working copy to merge our files with Entente; return what was written.

    Doing it again changes nothing. Raises `NoGit` and `CannotWrite`.
    """
    git_folder(folder)
    git = Git(folder)
    # Git runs it in the folder, whose files others push: `-P` has Python import none of them.
    command = f"{shlex.quote(sys.executable)} -P -m entente merge-driver %O %A %B %P"
    settings = {
        f"merge.{NAME}.name": "Entente: by field and item",
        f"merge.{NAME}.driver": command,
    }
    for setting, value in settings.items():
        git.run("config", setting, value)
    path = Path(git.line("rev-parse", "--path-format=absolute", "--git-path", "info/attributes"))
    with said_of(path):
        path.parent.mkdir(exist_ok=True)
        there = read_plain(path).decode().splitlines() if path.exists() else []
        missing = [each for each in ATTRIBUTES if each not in there]
        if missing:
            path.write_text("\n".join([*there, *missing]) + "\n", encoding="utf-8")
    return [*(f"{setting} = {value}" for setting, value in settings.items()), *ATTRIBUTES]


def _document(path: Path, name: str) -> Document:
    with reading(path):
        data = read_plain(path)
    kind = RegisterHead if name == HEAD else Commitment
    return up_to_date(read_document(data, name), kind) if data.strip() else {}
