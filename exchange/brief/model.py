"""The claims of a brief, a kind of row each, with the numbers of the notes they rest on."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from msgspec import Struct

from exchange.brief.pictures import Pictures
from store.model.dates import PartialDate
from store.model.derived import Thresholds
from store.model.reading_decisions import Relation
from store.model.status import Status

BriefRow = TypeVar("BriefRow")
Notes = tuple[int, ...]
"""The numbers of the notes that a claim rests on."""


class NoteKind(str, Enum):
    """Who speaks in a note."""

    OFFICIAL = "official"
    INDEPENDENT = "independent"
    UNKNOWN = "unknown"
    """A source of which nobody has said yet whether it is official or independent."""
    REGISTER = "register"
    """The register itself: a count, an entry of its history, or an entry that cites no source."""

    def __str__(self) -> str:
        return self.value


class Note(Struct, frozen=True):
    """One footnote: where claims come from."""

    number: int
    kind: NoteKind
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


class Subject(Struct, frozen=True):
    """The commitment that a row is about."""

    id: str
    title: str


class Standing(Struct, frozen=True):
    """How a commitment stands on the as-of date, and who says so."""

    status: Status
    progress: int | None
    counted: bool
    """Whether `progress` is only the share of milestones met."""
    done: str
    """How far it has come, in the words of every list; empty where nothing says so."""
    provisional: bool
    to_confirm: bool
    """Whether it waits for a second reader."""
    notes: Notes


class Listing(Struct, Generic[BriefRow], frozen=True):
    """The rows of one list, the most pressing first, and how many there are in all."""

    rows: tuple[BriefRow, ...]
    total: int

    @property
    def left_out(self) -> int:
        """How many rows are not listed."""
        return self.total - len(self.rows)


class Move(Struct, frozen=True):
    """A status that is not what it was."""

    subject: Subject
    before: Status
    before_notes: Notes
    standing: Standing
    when: PartialDate | None
    """When the status it has now was first seen; None when none is known any more."""
    text: str
    """What was seen then."""
    notes: Notes


class DateMove(Struct, frozen=True):
    """A due date, or a milestone's date, that was moved by an update or changed by an edit."""

    subject: Subject
    milestone: str
    """The milestone's title; empty for the due date."""
    before: PartialDate | None
    after: PartialDate | None
    days: int | None
    """Days later; negative is earlier; None when one of them is unknown."""
    saved: date
    """When it was last changed: the day of the edit, or of the update that moved it."""
    user: str
    """Who changed it; empty where that was not written down."""
    edited: bool
    """Whether the register was edited, rather than an update written."""
    notes: Notes

    @property
    def slipped(self) -> bool:
        """Whether it is later than it was."""
        return self.days is not None and self.days > 0


class News(Struct, frozen=True):
    """An update that is new."""

    subject: Subject
    when: PartialDate
    text: str
    status: Status | None
    """The status it sets, if it assesses."""
    progress: int | None
    recorded: date | None
    """When it was written down, for one dated before the period and recorded in it."""
    notes: Notes


class Silence(Struct, frozen=True):
    """A commitment that has not been heard of for too long."""

    subject: Subject
    heard: PartialDate
    days: int
    since: date
    """The day it became stale."""
    standing: Standing
    notes: Notes


class Late(Struct, frozen=True):
    """A commitment that is past due and not settled."""

    subject: Subject
    due: PartialDate
    days: int
    standing: Standing
    notes: Notes


class SlippedDate(Struct, frozen=True):
    """A promised date that was moved, from the first one to the one that holds."""

    subject: Subject
    first: PartialDate
    """As first promised."""
    former: tuple[PartialDate, ...]
    """Every date that held before, oldest first; the first of them is `first`."""
    due: PartialDate
    slip_days: int
    """Days from the first date to the one that holds; negative is earlier."""
    slip: str
    """The same in words, such as `+14 mo`."""
    said: PartialDate
    """When the last move was seen."""
    standing: Standing
    notes: Notes
    """What each of the dates rests on."""


class Decision(Struct, frozen=True):
    """A commitment about which somebody has to decide."""

    subject: Subject
    reasons: tuple[str, ...]
    """Why, in words."""
    due: PartialDate | None
    standing: Standing
    notes: Notes
    """What its due date rests on."""


class AtRisk(Struct, frozen=True):
    """A commitment whose progress trails the calendar, and that is not overdue yet."""

    subject: Subject
    behind: int
    """By how many percentage points."""
    due: PartialDate | None
    days: int | None
    """Days left."""
    standing: Standing
    notes: Notes


class PromiseOutcome(Struct, frozen=True):
    """What a later statement did with a promise, as a reader confirmed it."""

    subject: Subject
    """The earlier promise; for a new one, that itself."""
    relation: Relation
    later: Subject | None
    """The promise that carries it on, where there is one among those concerned."""
    standing: Standing
    """How the later promise stands, or else the earlier one."""
    notes: Notes


class StatementOutcomes(Struct, frozen=True):
    """What one statement did with the promises of earlier ones."""

    title: str
    date: PartialDate | None
    counts: dict[Relation, int]
    """How many promises each relation was confirmed of; only those that were."""
    outcomes: Listing[PromiseOutcome]
    notes: Notes


class DatedStep(Struct, frozen=True):
    """A due date, milestone or follow-up of ours, ahead or gone by."""

    subject: Subject
    kind: str
    """`due date`, `milestone` or `follow-up`."""
    title: str
    """Empty for a due date."""
    when: PartialDate
    days: int
    """Days from the as-of date to its last day; negative when it is past."""
    owner: str
    notes: Notes


class WeakAssessment(Struct, frozen=True):
    """A status that rests on weak evidence."""

    subject: Subject
    standing: Standing
    when: PartialDate | None


class Addition(Struct, frozen=True):
    """A commitment that was added to the register."""

    subject: Subject
    saved: date
    user: str
    notes: Notes


class TimelineMark(Struct, frozen=True):
    """A milestone on the timeline."""

    title: str
    when: PartialDate
    state: str
    """`met`, `open` or `missed`."""
    notes: Notes


class Bar(Struct, frozen=True):
    """One commitment on the timeline."""

    subject: Subject
    standing: Standing
    start: PartialDate | None
    due: PartialDate | None
    former_dues: tuple[PartialDate, ...]
    """Where the due date was before it was moved, oldest first."""
    term: PartialDate | None
    """When the instrument ends that a duty without a due date is kept under."""
    ended: PartialDate | None
    """When it was settled."""
    overdue: bool
    marks: tuple[TimelineMark, ...]
    notes: Notes
    """What its dates rest on."""


class Figures(Struct, frozen=True):
    """Counts of a group of commitments, each with what it is out of."""

    size: int
    counted: int
    """Those whose status is not provisional: what statuses and progress are counted over."""
    statuses: dict[Status, int]
    """How many of those counted have each status; every status is there."""
    open: int
    dated: int
    """Open ones with a due date."""
    overdue: int
    """Of those dated."""
    stale: int
    """Of the open ones."""
    unheard: int
    """Of the open ones: those without a single update."""
    measurable: int
    """Open ones with a start, a due date and a known progress."""
    behind: int
    """Of those measurable."""
    settled: int
    provisional: int
    """Of the settled ones."""
    to_confirm: int
    """Of the settled ones; none where the register asks for no second reader."""
    assessed: int
    self_declared: int
    """Of the assessed ones."""
    measured: int
    """Of those counted: the deliveries whose progress is known, withdrawn ones left out."""
    by_milestones: int
    """Of those measured: where progress is only the share of steps met."""
    progress: int | None
    """Mean percent done of those measured."""


class DomainFigures(Struct, frozen=True):
    """One domain in figures."""

    id: str
    """Empty for the commitments that name no domain."""
    name: str
    figures: Figures


class BriefChanges(Struct, frozen=True):
    """What is not as it was at the end of the day the brief looks back to."""

    moves: Listing[Move]
    dates: Listing[DateMove]
    slipped: int
    """How many of those dates are later than they were."""
    news: Listing[News]
    silent: Listing[Silence]
    added: Listing[Addition]


class Timeline(Struct, frozen=True):
    """The commitments between two days, by primary domain and date."""

    first: date
    last: date
    bars: Listing[Bar]


class Brief(Struct, frozen=True):
    """Everything a brief says of a portfolio, on one day, looking back to another."""

    title: str
    as_of: date
    since: date
    thresholds: Thresholds
    """After how many days a commitment counted as stale."""
    query: str
    """Empty for the whole register."""
    total: int
    """How many commitments the register holds; `figures.size` of them are concerned."""
    hash: str
    """SHA-256, in hexadecimal, of the data concerned; see `exchange.brief.compose`."""
    figures: Figures
    domains: tuple[DomainFigures, ...]
    decisions: Listing[Decision]
    """What wants a decision; see `exchange.brief.short.decision_reasons`."""
    at_risk: Listing[AtRisk]
    """What is at risk, and not overdue yet."""
    changes: BriefChanges
    overdue: Listing[Late]
    slips: Listing[SlippedDate]
    """Promised dates that were moved, the longest slip first, those brought forward last."""
    slipped: int
    """How many of them are later than first promised."""
    promised: int
    """How many commitments have a due date: what `slips` are out of."""
    passed: Listing[DatedStep]
    """Milestones and follow-ups whose date is past."""
    stale: Listing[Silence]
    """Those stale already at the end of the day the brief looks back to."""
    provisional: Listing[WeakAssessment]
    to_confirm: Listing[WeakAssessment]
    self_declared: Listing[WeakAssessment]
    ahead: Listing[DatedStep]
    """What falls due soon; see `exchange.brief.schedule.AHEAD_DAYS`."""
    follow_ups: bool
    """Whether our own follow-ups are told of: they were asked for."""
    undated: int
    """Open follow-ups without a date; 0 where none are told of."""
    statements: tuple[StatementOutcomes, ...]
    """What statements did with earlier promises, the newest statement first: what a reader
    confirmed, and nothing else."""
    pictures: Pictures
    """What is drawn of it; every picture rests on the register itself."""
    timeline: Timeline
    notes: tuple[Note, ...]
    """By number, from 1."""
