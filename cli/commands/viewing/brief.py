"""`entente brief`: what a desk officer hands upward."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click
import msgspec

from cli import candidates
from cli.command_classes import QueryWithOutput, pass_session
from cli.context import Session
from cli.options import force_option, output_option, refuse_options, view_option
from cli.output import JsonItem, write_items
from cli.terminal import stdout_sink
from exchange.brief import MOST_ROWS, USUAL_DAYS, Brief, compose
from exchange.brief.page import BriefStyle
from store.register.changes import later

_FORMATS = ("text", "md", "html")
_ENDINGS = {".txt": "text", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


@click.command(
    "brief",
    cls=QueryWithOutput,
    exits=(3,),
    context_settings={"ignore_unknown_options": True},
    epilog=f"""\b
Examples:
  entente brief
  entente brief --short -o brief.html
  entente brief --since 2026-05-01 -o brief.html
  entente brief domain:maritime --as-of 2025-12-31 --format md
  entente brief is:overdue --json

Every claim carries the number of its source. The same data and dates give the same bytes.
A list has at most {MOST_ROWS} rows; --json has them all.

The table of promised dates that moved has the date first promised, those between, the one that
holds, the slip, and what each rests on; in --json it is `slips`. The numbers of the pictures
are `pictures` there.
""",
    params=[output_option(), force_option()],
)
@click.argument("query", nargs=-1, callback=refuse_options, shell_complete=candidates.query)
@click.option(
    "--since",
    metavar="DATE",
    help=f"Tell what changed since this day: 2026-05-01, -6m. [{USUAL_DAYS} days before]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    metavar="FORMAT",
    help="text, md or html. [as PATH ends, else text]",
)
@click.option("--short", is_flag=True, help="One page: no annex, and a few rows of each list.")
@click.option("--follow-ups", is_flag=True, help="Tell of our own follow-ups too.")
@view_option
@pass_session
def command(
    session: Session,
    query: tuple[str, ...],
    since: str | None,
    form: str | None,
    output: str | None,
    force: bool,
    view: str | None,
    short: bool,
    follow_ups: bool,
) -> None:
    """Brief somebody on the commitments.

    All of them, or those that QUERY finds. First what wants a decision, what slipped, what is at
    risk, what moved, and the next 90 days; with --short that one page is all. Then pictures:
    statuses over time, scorecards by domain, party and instrument, the compliance of a summit's
    members, months heard, instruments. Then the annex: counts, what changed, what is overdue,
    stale or weakly sourced, and the timeline.
    """
    path = Path(output) if output else None
    form = form or (_ENDINGS.get(path.suffix.lower(), "text") if path else "text")
    portfolio = session.portfolio(query, view)
    history = session.store.log()
    day = _day(session, since)
    if path or not session.json:
        brief = compose(portfolio, day, history=history, follow_ups=follow_ups)
        style = BriefStyle(session.ascii, session.settings.config.dates, short)
        if path:
            _save(path, _written(brief, form, style), force=force)
            as_of = session.glyphs.date(session.as_of)
            session.say(f"{path}: brief of {portfolio.describe()}, as of {as_of}")
        elif form == "text" and session.styled:
            from cli.render.brief import print_brief

            print_brief(brief, style, session.glyphs)
        elif form == "text":
            plain = style._replace(ascii_only=not session.glyphs.unicode)
            sys.stdout.write(_written(brief, form, plain))
        else:
            out = stdout_sink()
            out.write(_written(brief, form, style).encode())
            out.flush()
    if session.json:
        whole = compose(portfolio, day, history=history, limit=None, follow_ups=follow_ups)
        write_items(session, [_item(whole, path)], whole.query)
    if session.past is None:
        # What a brief of the past tells is not what its reader knows of the present.
        session.visits.keep_brief(session.today)


def _save(path: Path, text: str, *, force: bool) -> None:
    from exchange.exporters.atomic import replacing

    with replacing(path, force=force) as file:
        file.write(text.encode())


def _day(session: Session, since: str | None) -> date:
    """Return the day to look back to: the first one of a month, quarter or year."""
    given = session.read_date(since)
    return given.first if given else later(session.as_of, -USUAL_DAYS)


def _written(brief: Brief, form: str, style: BriefStyle) -> str:
    if form == "html":
        from exchange.brief.html import to_html

        return to_html(brief, style)
    if form == "md":
        from exchange.brief.markdown import to_markdown

        return to_markdown(brief, style)
    from exchange.brief.text import to_text

    return to_text(brief, style)


def _item(brief: Brief, path: Path | None) -> JsonItem:
    item: JsonItem = msgspec.to_builtins(brief, enc_hook=str)
    return item | {"file": str(path.absolute()) if path else None}
