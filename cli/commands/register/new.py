"""`entente new`: a register of one's own, empty or from a template."""

from __future__ import annotations

import os
from shlex import quote

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items, write_lines
from fixtures import BUNDLED, TEMPLATES, bundled, template
from store.model.address import RegisterPlace
from store.model.entities import Register
from store.register.opening import empty_register, register_like, title_for
from store.register.store import Store
from store.text import counted
from store.user.paths import named_place, user_name

_OFFERED = dict(TEMPLATES) | dict.fromkeys(BUNDLED, "a copy of the bundled register, whole")


@click.command(
    "new",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente new
  entente new quad.json --like communique
  entente new pledges.json --title 'Pledges of the coalition'
  entente new my-quad.json --like quad

Without PATH it lists what a register can begin as. A template has domains, days after which
a commitment is stale, saved views, and one sample, which shows how a commitment is written and
which --no-sample leaves out. PATH can be the address of a database too.
""",
)
@click.argument("path", required=False, metavar="[PATH]", shell_complete=candidates.files)
@click.option(
    "--like",
    metavar="NAME",
    shell_complete=candidates.beginnings,
    help="bilateral, communique, action-plan, recommendations, or a bundled register.",
)
@click.option("--title", default="", metavar="TEXT", help="What it is about.")
@click.option("--no-sample", is_flag=True, help="Leave out the template's sample.")
@pass_session
def command(
    session: Session, path: str | None, like: str | None, title: str, no_sample: bool
) -> None:
    """Make a register of your own.

    It is empty, or begins like a template.
    """
    if like is not None and like not in _OFFERED:
        raise BadUsage(f"there is no template '{like}'", hint=f"one of {', '.join(_OFFERED)}")
    if path is None:
        if like or title or no_sample:
            raise BadUsage("new needs a path to make it at", hint="such as entente new quad.json")
        _list(session)
        return
    place = named_place("PATH", path)
    if like is not None and like in BUNDLED:
        if no_sample:
            raise BadUsage("a bundled register is no sample", hint="leave --no-sample out")
        register = register_like(bundled(like), title)
    else:
        register = _begun(like, title.strip() or title_for(place), sample=not no_sample)
    Store.create(place, register, user=user_name()).close(checkpoint=True)
    about = counted(len(register.domains), "domain")
    held = counted(len(register.commitments), "commitment")
    session.say(f"{register.title}: made at {place}, with {about} and {held}")
    session.say(f"entente --register {quote(_named(place))} opens it")
    if session.json:
        item = {"register": str(place), "title": register.title, "like": like or ""}
        counts = {"domains": len(register.domains), "commitments": len(register.commitments)}
        write_items(session, [item | counts])


def _named(place: RegisterPlace) -> str:
    """Return what names a register that was just made, and nothing else, to `--register`."""
    name = str(place)
    # A bundled register goes by its name alone, and `~` is somebody's home.
    return os.path.join(os.curdir, name) if name in BUNDLED or name[0] in "~-" else name


def _begun(like: str | None, title: str, *, sample: bool) -> Register:
    return register_like(template(like), title, sample=sample) if like else empty_register(title)


def _list(session: Session) -> None:
    if session.json:
        write_items(session, [{"like": name, "about": about} for name, about in _OFFERED.items()])
    elif session.styled:
        width = max(map(len, _OFFERED))
        write_lines((f"{name:<{width}}  {about}",) for name, about in _OFFERED.items())
    else:
        write_lines(_OFFERED.items())
