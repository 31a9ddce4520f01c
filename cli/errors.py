"""Mistakes, as people and as scripts read them, and the exit codes a run ends with."""

from __future__ import annotations

import errno
import sys
from typing import NamedTuple

from cli.terminal import quiet, wrapped
from store.errors import EntenteError
from store.model.glyphs import Glyphs
from store.text import one_line, visible

INTERRUPTED = 130
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO}
"""What a file or disk says that takes no more."""


class NoTerminal(EntenteError):
    """The board was asked for where there is no terminal to draw it on."""

    code = "no-terminal"
    exit_code = 2


class BadUsage(EntenteError):
    """A command line that cannot be meant, with what to write instead."""

    code = "bad-usage"
    exit_code = 2


class ReportedError(NamedTuple):
    """What went wrong, where to look, and what the process exits with."""

    code: str
    message: str
    hint: str
    exit_code: int
    details: tuple[str, ...] = ()
    """Lines between message and hint, such as the query with the mistake pointed out."""


def interrupted() -> ReportedError:
    """Return the problem of a run that Ctrl-C ended."""
    return ReportedError("interrupted", "interrupted", "", INTERRUPTED)


def problem_of(error: EntenteError | OSError) -> ReportedError:
    """Return an exception as a problem."""
    if isinstance(error, EntenteError):
        notes = getattr(error, "__notes__", [])
        details = tuple(line for note in notes for line in note.splitlines())
        return ReportedError(error.code, error.message, error.hint, error.exit_code, details)
    reason = (error.strerror or str(error)).lower()
    where = f"{error.filename}: " if error.filename else ""
    if not where and error.errno in _FULL:
        where = "the output cannot be written: "
    return ReportedError("failed", f"{where}{reason}", "", 1)


def with_saved(problem: ReportedError, label: str) -> ReportedError:
    """Return a problem that came after a change was saved, and says so."""
    if not label:
        return problem
    saved = f"saved before that: {label}; `entente log` shows it"
    return problem._replace(hint=f"{problem.hint}; {saved}" if problem.hint else saved)


def report(problem: ReportedError, *, as_json: bool, glyphs: Glyphs) -> None:
    """Write a problem to stderr: one line and a hint, or one JSON document."""
    if as_json:
        from cli.output import encode

        told = {"code": problem.code, "message": problem.message, "hint": problem.hint}
        lines = [encode({"error": told}, sys.stderr)]
    else:
        lines = [wrapped(f"entente: {glyphs.words(one_line(problem.message))}", sys.stderr)]
        lines += [f"  {visible(each)}" for each in problem.details]
        if problem.hint:
            lines.append(wrapped(f"hint: {glyphs.words(one_line(problem.hint))}", sys.stderr))
    try:
        print("\n".join(lines), file=sys.stderr, flush=True)
    except OSError:  # nobody reads it, or it has no room: there is no other place
        quiet(2)


EXITS = {
    0: "done, also when nothing matched",
    1: "failed, or there was nothing to do",
    2: "bad usage, query or value; the board without a terminal",
    3: "no commitment, item or view of that name",
    4: "the register is damaged, or from a newer version",
    5: "the register is locked, or was changed by someone else meanwhile: try again",
    6: "`doctor` found files that are not sound; with `--strict`, anything that wants a person",
    130: "interrupted",
}
"""Each code with its meaning."""
ALWAYS = (0, 1, 2, 4, 130)
"""What every command may exit with."""
