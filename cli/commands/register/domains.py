"""`entente domains`: the fields of cooperation that a register names and orders."""

from __future__ import annotations

from collections import Counter

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, write_items, write_lines
from cli.register_lists import (
    ACTIONS,
    may_go,
    place_of,
    require_uses,
    save_list,
    words_for,
)
from store.model import register_edits as edits
from store.model.entities import Register
from store.model.reshaping import RegisterEdit
from store.portfolio.counts import DomainSummary
from store.query.following import following

_ACTIONS = [each for each in ACTIONS if each != "edit"]
"""A domain has a name and no other field."""


@click.command(
    "domains",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente domains
  entente domains add supply 'Supply chains'
  entente domains rename supply 'Supply chains and minerals'
  entente domains id supply minerals
  entente domains move minerals 1
  entente domains merge minerals industry --dry-run
  entente domains remove minerals --yes

Plain lines hold id, name and how many commitments are in it. What is merged or removed is taken
out of the commitments that use it; --dry-run says which, and `undo` brings all of it back. Saved
views that name a domain follow when it is renamed or merged; one that names what is removed is
told of, and stays as it is.
""",
)
@click.argument("action", required=False, type=click.Choice(_ACTIONS))
@click.argument("words", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what uses it, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def command(
    session: Session, action: str | None, words: tuple[str, ...], dry_run: bool, yes: bool
) -> None:
    """List the domains, or change the list.

    They are added, renamed, moved, merged and removed.
    """
    if dry_run:
        require_uses(action)
    if action is None:
        _list(session)
        return
    first, *others = words_for("domains", action, words)
    register = session.store.register
    if action != "add":
        first = edits.find_domain(register, first).id
    if action in ("merge", "remove"):
        uses = edits.domain_uses(register, first)
        into = f" into {edits.find_domain(register, others[0]).id}" if others else ""
        doing = f"{action.capitalize()} the domain {first}{into}"
        if not may_go(session, "domain", doing, first, uses, dry_run=dry_run, yes=yes):
            return
    label = edits.label_of("domain", first, action, " ".join(others))

    def changed(now: Register) -> Register:
        return _changed(now, action, first, others)

    edit: RegisterEdit = changed
    if action in ("rename", "id", "merge"):
        heir = {"rename": first, "id": others[0]}.get(action)
        heir = heir or edits.find_domain(register, others[0]).id
        edit = following(changed, "domain", first, heir)
    save_list(session, edit, label)
    if session.json:
        _list(session)


def _changed(register: Register, action: str, first: str, others: list[str]) -> Register:
    second = " ".join(others)
    if action == "add":
        return edits.add_domain(register, first, second)
    if action == "rename":
        return edits.rename_domain(register, first, second)
    if action == "id":
        return edits.change_domain_id(register, first, second)
    if action == "move":
        return edits.move_domain(register, first, place_of(second))
    if action == "merge":
        return edits.merge_domains(register, first, second)
    return edits.remove_domain(register, first)


def _list(session: Session) -> None:
    portfolio = session.portfolio()
    if session.json:
        write_items(session, [_item(each) for each in portfolio.domain_summaries if each.domain])
        return
    domains = portfolio.register.domains
    if session.styled and domains:
        from cli.render.tables import console, domains_table

        screen = console()
        screen.print(domains_table(portfolio, screen.width, session.glyphs))
        return
    uses = Counter(name for each in portfolio.entries for name in each.commitment.domains)
    write_lines((each.id, each.name, str(uses[each.id])) for each in domains)


def _item(summary: DomainSummary) -> JsonItem:
    domain = summary.domain
    return {
        "id": domain.id if domain else "",
        "name": domain.name if domain else "",
        "commitments": summary.size,
        "overdue": summary.overdue,
        "dated": summary.dated,
        "stale": summary.stale,
        "open": summary.open,
    }
