"""`entente sync`: one register for several people, through git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import candidates
from cli.clashes import clash_item, clash_row, read_choices
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items, write_lines
from store.errors import ReadOnly
from store.model.address import whole_name
from store.register.opening import is_register_at
from store.text import counted

if TYPE_CHECKING:
    from exchange.sync import SyncReport
    from exchange.sync.working_copy import WorkingCopy
    from store.register.store import Store


@click.command(
    "sync",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente sync pledges                 give what is new here, take what is new there
  entente sync pledges --choose js25-p8i/due=2
  entente sync pledges --install       let `git merge` and `git pull` merge by field too

FOLDER comes from `git clone ADDRESS FOLDER`, or `git init FOLDER` for the first of all.

Exits with 1 as long as a field waits for somebody to choose, or when the other copy could not
be reached. It can be stopped at any moment and run again.
""",
)
@click.argument(
    "folder", metavar="FOLDER", type=click.Path(path_type=Path), shell_complete=candidates.files
)
@click.option("--install", is_flag=True, help="Set up git's own merges in FOLDER; sync nothing.")
@click.option(
    "--choose",
    multiple=True,
    metavar="WHERE=NUMBER",
    help="Decide a clash for one of its values; may be given several times.",
)
@pass_session
def command(session: Session, folder: Path, install: bool, choose: tuple[str, ...]) -> int:
    """Share the register through a working copy of git.

    Writes the register into FOLDER and commits it, merges what others have pushed by field and
    item, takes that into the register as one change, and pushes. Without another copy it does
    so in FOLDER alone.
    """
    from exchange.sync.sync import Sync
    from exchange.sync.working_copy import WorkingCopy, alone

    if install:
        if choose:
            raise BadUsage("--install syncs nothing, so there is nothing to choose")
        _install(session, folder)
        return 0
    choices = read_choices(choose)
    with alone(folder) as held:
        copy = WorkingCopy(folder, held)
        store = _store(session, copy)
        if store.read_only_reason:
            raise ReadOnly(f"{store.place} can only be read: {store.read_only_reason}")
        report = Sync(store, copy).run(choices)
    _tell(session, report, copy.branch)
    if report.problem is not None:
        raise report.problem
    return 1 if report.clashes else 0


def _install(session: Session, folder: Path) -> None:
    from exchange.sync.driver import install

    written = install(folder)
    if session.json:
        write_items(session, [{"folder": str(folder.absolute()), "written": written}])
        return
    write_lines([each] for each in written)
    session.say(f"git merges {folder} by field and item from now on, on this machine")


def _store(session: Session, copy: WorkingCopy) -> Store:
    """Return the register to sync, which is made of what the folder holds if there is none."""
    place = session.register_place
    if is_register_at(place):
        return session.store
    # A clone made before anybody had given anything holds nothing: others may have by now.
    if not copy.head:
        copy.fetch()
    title = copy.state(copy.head or copy.theirs).head.get("title")
    if title:
        from store.model.entities import Register
        from store.register.store import Store
        from store.user.paths import user_name

        Store.create(place, Register(title=str(title)), user=user_name()).close()
        session.say(f"{title}: made at {place}")
    return session.store


def _tell(session: Session, report: SyncReport, branch: str) -> None:
    if session.json:
        item = {
            "register": whole_name(session.store.place),
            "commit": report.commit,
            "remote": report.remote,
            "pushed": report.pushed,
            "earlier": report.earlier,
            "sent": [{"id": name, "change": words} for name, words in report.sent.items()],
            "received": [{"id": name, "change": words} for name, words in report.received.items()],
            "copies_sent": report.copies_sent,
            "copies_received": report.copies_received,
            "spoilt": list(report.spoilt),
            "clashes": [clash_item(each) for each in report.clashes],
            "transaction": report.entry.number if report.entry else None,
        }
        write_items(session, [item])
        return
    for told, what in ((report.sent, _given(report)), (report.received, "received")):
        write_lines((what, name or "register", words) for name, words in told.items())
    write_lines(("spoilt", each, "not what its name says: not taken") for each in report.spoilt)
    write_lines(clash_row(each) for each in report.clashes)
    session.say(_summary(report))
    if report.remotes:
        session.say(
            f"nothing was sent: none of {', '.join(report.remotes)} is chosen;"
            f" `git config branch.{branch}.remote NAME` in the folder chooses one"
        )
    if report.clashes:
        session.say(
            f"{counted(len(report.clashes), 'field')} set differently by two people: choose"
            f"{_on_the_board(report)} with --choose {report.clashes[0].name}=1"
        )


def _given(report: SyncReport) -> str:
    """Return what became of what is new here: it is sent only where the other copy has taken it."""
    return "sent" if report.remote and report.problem is None else "committed"


def _on_the_board(report: SyncReport) -> str:
    return " on the board with e, or" if any(each.of for each in report.clashes) else ""


def _summary(report: SyncReport) -> str:
    given = _given(report)
    told = [f"{len(report.sent)} {given}"] if report.sent else []
    told += [f"{counted(report.earlier, 'earlier commit')} sent"] if report.earlier else []
    told += [f"{len(report.received)} received"] if report.received else []
    for number, what in ((report.copies_sent, given), (report.copies_received, "received")):
        told += [f"{counted(number, 'kept copy', 'kept copies')} {what}"] if number else []
    words = " · ".join(told) or "nothing new, here or there"
    if report.problem is not None:
        why = "did not take it" if report.refused else "was not reached"
        return f"{words} · {report.remote} {why}: what is new here is kept in git"
    return f"{words} · in step with {report.remote}" if report.remote else words
