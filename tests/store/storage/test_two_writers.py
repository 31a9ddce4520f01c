"""Two processes write to one register while a third follows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from store.storage import Database
from tests.store.storage.processes import go, rest, start

UPDATES, INSERTS = 500, 100


def test_nothing_is_lost_and_no_id_is_given_twice(path: Path) -> None:
    with Database(path, create=True) as db:
        db.table("shared").insert({"n": 0})
        writers = [start("fighting", path, str(UPDATES), str(INSERTS)) for _ in range(2)]
        follower = start("following", path)
        for writer in writers:
            go(writer)
        ids = [doc_id for writer in writers for doc_id in rest(writer)]
        db.table("over").insert({"over": True})
        steps, seen, number = (int(word) for word in rest(follower))

        assert len(set(ids)) == len(ids) == 2 * INSERTS
        assert dict(db.table("shared").get(doc_id=1)) == {"n": 2 * UPDATES}
        added = db.table("added").all()
        assert {str(document.doc_id) for document in added} == set(ids)
        assert Counter(Counter(document["by"] for document in added).values()) == {INSERTS: 2}
        assert (seen, number) == (2 * INSERTS, 2 * UPDATES)
        assert steps > 10
    assert [writer.returncode for writer in writers] == [0, 0]
