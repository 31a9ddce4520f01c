"""Exports of other programs, each with the mapping file that reads it."""

from __future__ import annotations

from typing import NamedTuple

from exchange.importers.columns.mapping import ColumnMapping


class ImportExample(NamedTuple):
    """One program's export."""

    title: str
    command: str
    mapping: ColumnMapping
    becomes: tuple[tuple[str, str], ...]
    """What becomes what, where the mapping does not say it all."""


EXAMPLES = (
    ImportExample(
        "A Trello board, exported as JSON",
        "entente import board.json --map trello.toml",
        ColumnMapping(
            {
                "id": "shortLink",
                "title": "name",
                "summary": "desc",
                "due": "due",
                "tags": "labels[].name",
                "lead": "members[idMembers].fullName",
                "status": "lists[idList].name",
                "source_url": "shortUrl",
            },
            words={"To Do": "not-started", "Doing": "in-progress", "Done": "kept"},
            list_path="cards",
        ),
        (
            ("the list a card is in", "its status, by your own words in `[statuses]`"),
            ("due", "the local day of the moment; the moment is kept"),
            ("actions, checklists, other lists", "named in the report"),
        ),
    ),
    ImportExample(
        "Issues of GitHub, as the API or `gh issue list --json` gives them",
        "entente import issues.json --map github.toml",
        ColumnMapping(
            {
                "id": "number",
                "title": "title",
                "summary": "body",
                "due": "milestone.due_on",
                "tags": "labels[].name",
                "status": "state",
                "source_url": "html_url",
            },
            words={"open": "in-progress", "closed": "kept"},
        ),
        (
            ("number", "id; numbers may be ids"),
            ("milestone.due_on", "due"),
            ("labels", "tags by their names; the labels whole under `imported`"),
        ),
    ),
    ImportExample(
        "Issues of Jira, exported as CSV",
        "entente import jira.csv --map jira.toml",
        ColumnMapping(
            {
                "id": "Issue key",
                "title": "Summary",
                "summary": "Description",
                "due": "Due date",
                "priority": "Priority",
                "tags": "Labels",
                "status": "Status",
                "lead": "Assignee",
            },
            words={"To Do": "not-started", "In Progress": "in-progress", "Done": "kept"},
        ),
        (
            ("every column called Labels", "tags"),
            ("Medium", "normal priority; Highest and Lowest are reported"),
            ("31/Mar/26 12:00 AM", "2026-03-31"),
        ),
    ),
    ImportExample(
        "JSON:API",
        "entente import pledges.json --map jsonapi.toml",
        ColumnMapping(
            {"id": "id", "title": "attributes.title", "due": "attributes.due"}, list_path="data"
        ),
        (
            ("attributes", "columns such as `attributes.title`"),
            ("relationships, links, meta", "kept or named"),
        ),
    ),
    ImportExample(
        "GeoJSON",
        "entente import sites.geojson --map geojson.toml",
        ColumnMapping(
            {"id": "id", "title": "title", "due": "due"}, list_path="features[].properties"
        ),
        (
            ("properties", "the columns"),
            ("geometry", "kept under `imported`"),
        ),
    ),
    ImportExample(
        "IATI activities, as a workbook with several sheets",
        "entente import activities.xlsx --map iati.toml",
        ColumnMapping(
            {
                "id": "iati-identifier",
                "title": "title",
                "summary": "description",
                "parties": "recipient-country",
                "lead": "participating-org",
                "domains": "sector",
                "start": "activity-date start",
                "due": "activity-date end",
                "status": "activity-status",
            },
            statuses="iati",
            sheets=("activities*",),
        ),
        (
            ("sheets of one shape", "read one after the other"),
            ("activity-status 1 to 6", "the status, by the table above"),
            ("transactions and other sheets", "named; nothing is read from them"),
        ),
    ),
)
