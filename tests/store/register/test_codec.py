"""Documents of values: what nobody knows stays, and a change writes what writing anew would."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import Commitment, Milestone, Update
from store.model.status import Status
from store.register.codec import decoder, from_json, overlay, overlay_change, to_document

DAY = PartialDate.parse("2026-03-01")
ids = st.sampled_from(["u1", "u2", "u3"])


def _name(item: Update | Milestone) -> str:
    return item.id


updates = st.builds(
    lambda name, note, status: Update(name, DAY, note, status=status),
    ids,
    st.sampled_from(["", "Seen.", "Read again."]),
    st.none() | st.sampled_from(Status),
)
steps = st.builds(
    lambda name, title: Milestone(f"m{name}", title), ids, st.sampled_from(["Signed", "Built"])
)
commitments = st.builds(
    lambda title, log, steps, tags: Commitment(
        "c1", title, updates=tuple(log), milestones=tuple(steps), tags=tuple(tags)
    ),
    st.sampled_from(["Boats", "Radar"]),
    st.lists(updates, max_size=4, unique_by=_name),
    st.lists(steps, max_size=2, unique_by=_name),
    st.lists(st.sampled_from(["sea", "coast"]), max_size=2, unique=True),
)


@given(commitments, commitments, st.integers(0, 4))
def test_a_change_writes_what_writing_the_whole_anew_would(
    before: Commitment, other: Commitment, kept: int
) -> None:
    document = to_document(before) | {"ours": 1}
    for number, each in enumerate([*document.get("updates", []), *document.get("milestones", [])]):
        each["colour"] = number
    before = from_json(msgspec.json.encode(document), decoder(Commitment), "here")
    after = replace(
        before,
        title=other.title,
        updates=(*before.updates[:kept], *other.updates),
        milestones=before.milestones if kept else other.milestones,
        tags=other.tags,
    )
    changed = overlay_change(document, before, after)
    assert changed["ours"] == 1
    named = [each.id for log in (after.updates, after.milestones) for each in log]
    if len(set(named)) == len(named):
        assert changed == overlay(document, after)
    assert from_json(msgspec.json.encode(changed), decoder(Commitment), "here") == after


def test_two_items_of_one_id_keep_what_each_has() -> None:
    twice = Commitment("c1", "Boats", milestones=(Milestone("m1", "A"), Milestone("m1", "A")))
    document = to_document(twice)
    for number, each in enumerate(document["milestones"]):
        each["colour"] = number
    before = from_json(msgspec.json.encode(document), decoder(Commitment), "here")
    after = replace(before, milestones=(*before.milestones, Milestone("m2", "B")))
    changed = overlay_change(document, before, after)
    assert [each.get("colour") for each in changed["milestones"]] == [0, 1, None]
