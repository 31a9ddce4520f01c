"""`entente why`: what the state of one commitment rests on, down to the words."""

from __future__ import annotations

from pathlib import Path

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, write_items, write_lines
from store.portfolio.trail import TrailLink, footnote, why
from store.register.kept_copies import KeptCopies


@click.command(
    "why",
    cls=SharedOptions,
    exits=(3,),
    epilog="""\b
Examples:
  entente why js25-p8i
  entente why js25-p8i --as-of 2025-11-01
  entente why js25-p8i --footnote
  entente why js25-p8i --json

The status with the updates that say it, their words, their sources and kept copies, and what
speaks against it; the percent with its steps; the date with the dates it had; the attention
with its terms; why it wants a look. Whether a kept copy is still the same is looked up.

Plain lines hold part, depth, kind, words and address, with tabs between them.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.option("--footnote", "as_footnote", is_flag=True, help="Write it as one footnote.")
@pass_session
def command(session: Session, commitment_id: str, as_footnote: bool) -> None:
    """Show what a commitment's status rests on.

    From the status to the update, the words and the source; and what speaks against it.
    """
    entry = session.entry(commitment_id)
    if as_footnote:
        text = footnote(entry)
        if session.json:
            write_items(session, [{"id": entry.id, "footnote": text}])
        else:
            write_lines([(text,)])
        return
    place = session.store.place
    copies = KeptCopies(place).conditions(entry.commitment) if isinstance(place, Path) else {}
    links = why(entry, session.glyphs, copies)
    if session.json:
        write_items(session, list(map(_item, links)))
    elif session.styled:
        from cli.render.review import trail_page
        from cli.render.tables import console

        screen = console()
        screen.print(trail_page(entry, links, screen.width, session.glyphs))
    else:
        write_lines(map(_line, links))


def _item(link: TrailLink) -> JsonItem:
    return {
        "part": link.part,
        "depth": link.depth,
        "kind": link.kind,
        "words": link.words,
        "item": link.target.item if link.target else "",
        "source": link.source.title if link.source else None,
        "source_kind": link.source.kind.value if link.source else None,
        "url": link.source.url if link.source else None,
        "excerpt": link.source.excerpt if link.source else None,
    }


def _line(link: TrailLink) -> tuple[str, ...]:
    url = link.source.url if link.source else ""
    return link.part, str(link.depth), link.kind, link.words, url
