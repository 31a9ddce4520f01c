"""`entente match`: which commitments a passage bears on."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import JsonItem, progress_bar, write_items, write_lines
from cli.render.statements import match_item
from cli.statement_files import DocumentOptions, document_options, file_argument, read


@click.command(
    "match",
    cls=SharedOptions,
    exits=(3,),
    epilog="""\b
Examples:
  entente match press-release.html
  pbpaste | entente match -
  entente match statement.pdf --by-paragraph --json

A shortlist, never a link: the likeliest first, with the words they share. The words of titles,
summaries, steps, parties and the log are looked at.
""",
)
@file_argument
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="How many to name."
)
@click.option("--by-paragraph", is_flag=True, help="Look at each paragraph by itself.")
@document_options
@pass_session
def command(
    session: Session,
    file: str,
    limit: int,
    by_paragraph: bool,
    format_name: str | None,
    encoding: str,
    title: str | None,
    date: str | None,
    url: str | None,
    parties: tuple[str, ...],
) -> None:
    """Name the commitments that a text bears on."""
    from statements.matching.matcher import Matcher
    from statements.reading.document import BlockKind

    options = DocumentOptions(format_name, encoding, title, date, url, parties)
    with progress_bar(session, "reading") as progress:
        document = read(session, file, options, progress)
    matcher = Matcher(session.store.register)
    passages = [(f"{document.title}\n{document.text}", "")]
    if by_paragraph:
        passages = [
            (document.words_of(each), each.label)
            for each in document.paragraphs
            if each.kind != BlockKind.HEADING
        ]
    items: list[JsonItem] = []
    with progress_bar(session, "looking for commitments") as progress:
        for done, (text, label) in enumerate(passages, start=1):
            for rank, match in enumerate(matcher.match(text, limit=limit), start=1):
                place = {"paragraph": label, "passage": done} if by_paragraph else {}
                items.append(place | {"rank": rank} | match_item(match))
            if progress is not None:
                progress(done, len(passages))
    if session.json:
        write_items(session, items, query=file)
    else:
        lead = [[str(each["passage"])] if by_paragraph else [] for each in items]
        write_lines(
            [*first, each["id"], f"{each['score']:.2f}", each["title"], ", ".join(each["shared"])]
            for first, each in zip(lead, items, strict=True)
        )
        if not items:
            session.say("no commitment shares a word with it")
