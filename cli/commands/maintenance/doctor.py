"""`entente doctor`: what is wrong with a register, and mending it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, write_items, write_lines
from cli.terminal import wrapped
from store.doctor import DoctorReport, Finding, Severity, examine, repair
from store.errors import NoRegister
from store.register.store import utc_now
from store.text import one_line
from store.user.paths import user_name

Outcome = TypeVar("Outcome")

FOUND = 6
"""What the command exits with when the files are not sound, or under `--strict` not well."""


@click.command(
    "doctor",
    cls=SharedOptions,
    exits=(5, 6),
    epilog="""\b
Examples:
  entente doctor
  entente doctor --strict
  entente doctor --repair
  entente doctor --json --register old.json

Plain lines hold place, severity, what was found and how it is mended, with tabs between them.

Exits with 6 when the register's files are not sound, and after --repair when something was
lost or is left to mend. What only an editor can put right, such as a status without a source,
is told and exits with 0; with --strict it exits with 6 too.
""",
)
@click.option("--repair", "mends", is_flag=True, help="Mend what needs no person, after a copy.")
@click.option("--strict", is_flag=True, help="Exit with 6 for what only an editor can mend too.")
@pass_session
def command(session: Session, mends: bool, strict: bool) -> int:
    """Look the register over, also one that cannot be opened.

    Checks its files, or its rows in a database, its documents and what they say of each other.
    Without --repair nothing is changed. No repair drops a document; `entente log` shows it.
    """
    path = session.register_place
    deeds: list[Finding] = []
    if mends:
        repaired = _looked_over(
            session, lambda: repair(path, session.as_of, user=user_name(), clock=utc_now)
        )
        deeds, report = repaired.deeds, repaired.report
        good = repaired.well if strict else repaired.sound
    else:
        report = _looked_over(session, lambda: examine(path, session.as_of))
        good = report.well if strict else report.sound
    told = [*deeds, *report.findings]
    if session.json:
        write_items(session, [_item(each) for each in told])
    else:
        _write(session, told)
        summary = session.glyphs.words(one_line(f"{path}: {_summary(deeds, report, mends)}"))
        print(wrapped(summary, sys.stdout))
    return 0 if good else FOUND


def _looked_over(session: Session, work: Callable[[], Outcome]) -> Outcome:
    """Look over a register, made before as a copy of a bundled one where there is none yet."""
    try:
        return work()
    except NoRegister as error:
        if error.hint or not session.makes_copy:  # something of it is left: a person must look
            raise
    session.store.close()
    return work()


def _item(finding: Finding) -> JsonItem:
    place = finding.place
    return {
        "severity": finding.severity.value,
        "place": str(place),
        "file": str(place.file) if place.file else None,
        "line": place.line or None,
        "id": place.id or None,
        "what": finding.what,
        "mend": finding.mend,
    }


def _write(session: Session, findings: Sequence[Finding]) -> None:
    words = session.glyphs.words
    if session.styled:
        for each in findings:
            mend = f" ({each.mend})" if each.mend else ""
            said = words(one_line(f"{each.place}: {each.severity}: {each.what}{mend}"))
            print(wrapped(said, sys.stdout))
    else:
        write_lines(
            (str(each.place), each.severity.value, words(each.what), each.mend) for each in findings
        )
    if findings:
        print()


def _summary(deeds: Sequence[Finding], report: DoctorReport, mends: bool) -> str:
    if mends and not deeds:
        done = "there was nothing to mend; "
    else:
        done = f"{_counted(deeds)}; left: " if deeds else ""
    looked = report.looked
    counts = ", ".join(
        f"{number} {name.removesuffix('s') if number == 1 else name}"
        for name, number in looked._asdict().items()
        if number or name != "files"  # a database has none
    )
    found = _counted(report.findings) or "nothing found"
    more = "; see `entente doctor --repair`" if _mendable(report.findings) and not mends else ""
    return f"{done}{found} in {counts}{more}"


def _counted(findings: Iterable[Finding]) -> str:
    severities = [each.severity for each in findings]
    counts = ((severities.count(each), each) for each in Severity)
    return ", ".join(f"{count} {_WORDS[each][count != 1]}" for count, each in counts if count)


def _mendable(findings: Iterable[Finding]) -> bool:
    return any(each.by_repair for each in findings)


_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.HARMLESS: ("harmless", "harmless"),
    Severity.MENDED: ("mended", "mended"),
    Severity.LOST: ("lost", "lost"),
}
