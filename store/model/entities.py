"""What a register holds, as typed values that never change once made.

A change makes a new value: `msgspec.structs.replace(commitment, title="…")`. Texts are
never None: an unknown text is empty. An unknown date is None, and stays so.
"""

from enum import Enum
from typing import Any

from msgspec import Struct

from store.model.dates import PartialDate
from store.model.reading_decisions import ConfirmedRelation, PassageDecision
from store.model.status import Status


class Priority(str, Enum):
    """How much a commitment matters to its readers."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    def __str__(self) -> str:
        return self.value


class SourceKind(str, Enum):
    """Whose word a source is."""

    OFFICIAL = "official"
    """A party speaks of itself."""
    INDEPENDENT = "independent"
    """Somebody else speaks of it."""
    UNKNOWN = "unknown"
    """Nobody has said yet which of the two it is."""

    def __str__(self) -> str:
        return self.value


class Measure(str, Enum):
    """What a commitment can be measured by."""

    DELIVERY = "delivery"
    """It ends when something is there: a contract, a document, a summit by a date."""
    DUTY = "duty"
    """It is kept as long as it runs: an exercise series, an agreement in force."""
    AIM = "aim"
    """A direction without a measure, such as "deepen" or "promote"."""
    UNSAID = "unsaid"
    """A delivery where there is a due date or a stated percent, else an aim."""

    def __str__(self) -> str:
        return self.value


class MilestoneKind(str, Enum):
    """Whether a milestone counts."""

    STEP = "step"
    """A part of the way: it counts."""
    EVENT = "event"
    """An occasion on the timeline, such as an announcement: it counts for nothing."""

    def __str__(self) -> str:
        return self.value


class Confidence(str, Enum):
    """How sure the writer of an update is of it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"

    def __str__(self) -> str:
        return self.value


class Source(Struct, frozen=True, gc=False):
    """Where something was read."""

    title: str
    """The headline, or a plain description where none was seen."""
    publisher: str = ""
    date: PartialDate | None = None
    """When it was published."""
    url: str = ""
    kind: SourceKind = SourceKind.UNKNOWN
    excerpt: str = ""
    """The exact words that something rests on."""
    accessed: PartialDate | None = None
    """When it was read at its address."""
    archive_url: str = ""
    """Where an archive keeps the page as it was."""
    copy: str = ""
    """The SHA-256 of the copy that is kept beside the register, in hexadecimal digits."""
    no_excerpt: str = ""
    """Why no words can be given, where something settled rests on it: one sentence."""

    @property
    def official(self) -> bool:
        """Whether a party speaks of itself."""
        return self.kind is SourceKind.OFFICIAL

    @property
    def independent(self) -> bool:
        """Whether somebody else than a party speaks."""
        return self.kind is SourceKind.INDEPENDENT


class Update(Struct, frozen=True, gc=False):
    """One dated entry in a commitment's log. Never rewritten, only added to."""

    id: str
    """Unique within its commitment, such as `ukq3t7d`; empty until it is saved."""
    date: PartialDate
    """When it was seen, as exactly as the source says."""
    note: str = ""
    source: Source | None = None
    status: Status | None = None
    """The status it sets, if it assesses."""
    progress: int | None = None
    """Percent done that it sets, 0 to 100, if it assesses."""
    by: str = ""
    """Who wrote it; empty where that was not written down."""
    written: str = ""
    """When it was written, UTC, ISO 8601 to the second; empty where that is not known."""
    corrects: str = ""
    """The id of the update that it corrects: that one counts no more."""
    weighs: tuple[str, ...] = ()
    """The ids of the updates that it decides between."""
    searched: tuple[str, ...] = ()
    """Where somebody looked for news, such as `PIB`."""
    due: PartialDate | None = None
    """The due date that holds from now on, if the promised one was moved."""
    confidence: Confidence | None = None
    confirms: str = ""
    """The id of the update whose settled status a second reader confirms."""


class Milestone(Struct, frozen=True, gc=False):
    """A dated step of a commitment."""

    id: str
    """Unique within its commitment, such as `m2`; empty until it is saved."""
    title: str
    date: PartialDate | None = None
    """When it was planned for; None where no plan is known."""
    met: PartialDate | None = None
    """When it was met; None while that is not confirmed."""
    source: Source | None = None
    kind: MilestoneKind = MilestoneKind.STEP


class FollowUp(Struct, frozen=True, gc=False):
    """Something we must do about a commitment."""

    id: str
    """Unique within its commitment, such as `f1`; empty until it is saved."""
    title: str
    owner: str = ""
    due: PartialDate | None = None
    done: PartialDate | None = None
    """When it was done; None while it is open."""


class FieldClash(Struct, frozen=True):
    """A field that two people set differently in copies of a register, until one chooses."""

    at: tuple[str, ...]
    """The way to the field: its name, or a list, the id of an item in it and the name."""
    values: tuple[Any, ...]
    """What was written, as JSON has it; None where somebody emptied the field."""


class Commitment(Struct, frozen=True, gc=False):
    """One thing promised.

    Its status and progress are not fields: `store.model.derived` reads them from the updates.
    """

    id: str
    """A short slug that people can cite: unique, never used twice."""
    title: str
    summary: str = ""
    instrument: str = ""
    """The id of the instrument it was made in."""
    clause: str = ""
    parties: tuple[str, ...] = ()
    lead: str = ""
    """The body responsible for it."""
    domains: tuple[str, ...] = ()
    """Domain ids; the first is the primary one."""
    start: PartialDate | None = None
    due: PartialDate | None = None
    """As first promised; updates move it. None also for a standing duty, which has no end."""
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    updates: tuple[Update, ...] = ()
    revision: int = 0
    """How often it has been saved; an edit says which revision it started from."""
    measure: Measure = Measure.UNSAID
    clashes: tuple[FieldClash, ...] = ()
    """Fields that nobody has chosen a value for yet; they say what they said before."""
    continues: tuple[str, ...] = ()
    """The ids of the earlier commitments that a reader confirmed it carries on."""
    former_ids: tuple[str, ...] = ()
    """Ids it had before, those of commitments merged into it among them; it is found by them."""


class Instrument(Struct, frozen=True, gc=False):
    """The document or occasion a commitment was made in."""

    id: str
    title: str
    kind: str = ""
    """Framework, agreement, joint statement, ministerial call, contract and so on."""
    date: PartialDate | None = None
    """When it was signed or took place."""
    start: PartialDate | None = None
    end: PartialDate | None = None
    supersedes: str = ""
    """The id of the instrument it took the place of."""
    source: Source | None = None
    decisions: tuple[PassageDecision, ...] = ()
    """What was decided about the passages of its text, in the order of the text."""
    relations: tuple[ConfirmedRelation, ...] = ()
    """What a reader confirmed that it did with the undertakings of earlier instruments."""


class Domain(Struct, frozen=True, gc=False):
    """A field of cooperation, as the register names it."""

    id: str
    name: str


class View(Struct, frozen=True, gc=False):
    """A query kept under a name."""

    name: str
    """Unique in its register, whatever the case."""
    query: str
    """As it was written, with its sort."""


class OwnStatusWord(Struct, frozen=True, gc=False):
    """A word that a register's files have for a status."""

    word: str
    """As it is written; no two of a register differ in case, spaces and dashes alone."""
    means: str
    """A status, with a percentage behind it if need be: `in-progress 50%`."""


class Register(Struct, frozen=True, gc=False):
    """Everything one file holds, in its own order."""

    title: str
    start: PartialDate | None = None
    """Where its timeline begins."""
    end: PartialDate | None = None
    domains: tuple[Domain, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    views: tuple[View, ...] = ()
    official_bodies: tuple[str, ...] = ()
    """Names of sites, such as `gov.in`, whose pages are a party's own word."""
    second_reader: bool = False
    """Whether a settled status waits until somebody other than its writer confirms it."""
    stale_days: int | None = None
    """Days without news after which an open commitment is stale; None leaves it to the user."""
    stale_days_near_due: int | None = None
    """The same for one that is due within half a year, or overdue."""
    due_soon_days: int | None = None
    """Days ahead of the due date from which it is due soon; None leaves it to the user."""
    status_words: tuple[OwnStatusWord, ...] = ()
    """What statuses are called in the files that are imported into it."""
