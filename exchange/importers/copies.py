"""The copies of sources that an exported folder brings along, taken in beside a register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from exchange.importers.report import ImportReport
from store.errors import EntenteError
from store.model.address import DatabaseAddress, RegisterPlace
from store.model.entities import Register
from store.register.kept_copies import KeptCopies, copies_of, named_files
from store.text import counted, one_line

SOURCES = "sources"
"""Where an exported folder has the copies."""


def bring_copies(paths: Iterable[Path]) -> bool:
    """Whether any of these is a folder with copies of sources in it."""
    return any((path / SOURCES).is_dir() for path in paths)


def take_in_copies(
    place: RegisterPlace,
    paths: Sequence[Path],
    reports: Sequence[ImportReport],
    register: Register | None,
) -> None:
    """Take in the copies that a register speaks of, from the folders that were imported.

    Each is known by its SHA-256: one whose bytes are others is left, and one that is kept already,
    and is still the same, stays. `register` is as it is after the import, or None for a dry run,
    which only says what would come. What was taken in and what was left is added to the remarks of
    each report; nothing is raised, for the register says the same without the copies.
    """
    spoken = copies_of(register.commitments, register.instruments) if register else ()
    wanted = {each.copy for each in spoken}
    for path, report in zip(paths, reports, strict=True):
        found = named_files(path / SOURCES) if report.format == "folder" else {}
        if register is not None:
            found = {name: file for name, file in found.items() if name in wanted}
        if not found:
            continue
        if isinstance(place, DatabaseAddress):
            many = counted(len(found), "copy", "copies")
            report.remarks.append(f"{many} of sources left: a database keeps none")
            continue
        report.remarks.extend(_taken(KeptCopies(place), found, dry_run=register is None))


def _taken(kept: KeptCopies, found: dict[str, Path], *, dry_run: bool) -> list[str]:
    missing = {name: file for name, file in found.items() if kept.sound(name) is None}
    if dry_run:
        many = counted(len(missing), "copy", "copies")
        return [f"{many} of sources would be taken in"] if missing else []
    taken, remarks = 0, []
    for name, file in missing.items():
        try:
            is_sound = kept.take(file, name)
        except EntenteError as error:
            remarks.append(f"a copy was left: {one_line(error.message)}")
            continue
        taken += is_sound
        if not is_sound:
            named = one_line(file.name)
            remarks.append(f"the copy {named} was left: it was changed since it was kept")
    if taken:
        remarks.insert(0, f"{counted(taken, 'copy', 'copies')} of sources taken in")
    return remarks
