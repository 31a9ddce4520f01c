"""What people decided about the text of an instrument: passage by passage, and against another.

`PassageDecision` and `ConfirmedRelation` are kept with the `Instrument` whose text was read, so
that reading it again changes nothing and shows what was decided. Both are compact: a passage is
known by the digest of its words, not by the words.
"""

from enum import Enum

from msgspec import Struct


class Decided(str, Enum):
    """What was decided about a passage."""

    TAKEN = "taken"
    """It became a commitment."""
    EXISTING = "existing"
    """It says again what a commitment of the register says already."""
    REFUSED = "no-commitment"
    LATER = "later"
    """Looked at, and put off."""
    SPLIT = "split"
    """It holds several: each part has a decision of its own."""
    JOINED = "joined"
    """It belongs to the passage before it, which has the decision."""

    def __str__(self) -> str:
        return self.value


class Relation(str, Enum):
    """What a later text did with an undertaking of an earlier one."""

    CARRIED = "carried"
    FIRMER = "firmer"
    WEAKER = "weaker"
    MERGED = "merged"
    REPORTED_DONE = "reported-done"
    NOT_FOUND = "not-found-again"
    NEW = "new"

    def __str__(self) -> str:
        return self.value

    @property
    def words(self) -> str:
        """The relation as people say it."""
        return {"carried": "carried on"}.get(self.value, self.value.replace("-", " "))

    @property
    def continues(self) -> bool:
        """Whether the later undertaking is the earlier one, said again."""
        return self in (Relation.CARRIED, Relation.FIRMER, Relation.WEAKER, Relation.MERGED)


class PassageDecision(Struct, frozen=True, gc=False):
    """What a person decided about one passage of an instrument's text."""

    id: str
    """The passage, as `statements.capture.proposal.passage_id` names it."""
    decided: Decided
    commitment: str = ""
    """The id of the commitment that it became, or that it says again."""


class ConfirmedRelation(Struct, frozen=True, gc=False):
    """What a person confirmed that an instrument did with an undertaking of an earlier one."""

    id: str
    """The earlier instrument and the passage, or the commitment, that is spoken of."""
    relation: Relation
    of: str = ""
    """The id of the earlier instrument."""
    earlier: str = ""
    """The id of the earlier commitment; empty where the passage is none of the register."""
    later: str = ""
    """The id of the later commitment; empty where there is none."""
