"""One journey through Entente, written down: `traced.py TREE JOURNEY WITHOUT [NAME…]`.

Runs on any tree of Entente whose command line is `cli.main` and whose board is `tui.app`, so
that two of them can be held against each other. JOURNEY is `import` or keys for the board, such
as `space,6`. The journey is made twice, and the second time is recorded: what is loaded or
worked out once is not part of it. Neither is what WITHOUT calls, a function that runs from time
to time on its own. Of each NAME, a function as in `BoardScreen.update_footer`, is told how often
it was called since the last key, and how many moves there were before its first call.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any

ROOMS = ("store", "exchange", "statements", "cli", "tui", "fixtures")
"""The folders with the program's own files."""
TODAY = date(2026, 11, 22)
SIZE = (120, 35)
TO_AN_OPEN_ONE = ("down", "down")
"""Leads from the first row to a commitment that is not settled: marking those asks first."""
QUIET_SECONDS = 0.2
"""A key has been dealt with when nothing of ours has run for so long."""
SHEETS = (
    "id,title,due,status\nexercise,Joint exercise,2027,kept\nliaison,Liaison officer,,stalled\n",
    "id,title,due,status\nports,Port visits,2027-03,in progress\npatrols,Patrols,2028,kept\n",
)
"""Two sheets of two rows; the import of the second one is recorded."""


class Recorder:
    """Counts files, functions and moves while it is `on`, in every thread.

    A move is control passing straight from one of the program's files to another: by a call,
    or by the return from it. What only goes through a library is none.
    """

    def __init__(self, tree: Path, names: Sequence[str], without: str = "") -> None:
        self._folders = tuple(f"{tree / room}/" for room in ROOMS)
        self._root = f"{tree}/"
        self._files: dict[CodeType, str] = {}
        self._names = names
        self._without = without
        self._aside = False
        self.start_anew()

    def start_anew(self) -> None:
        """Forget what was recorded, and record nothing until it is `on`."""
        self.on = False
        self.noted = 0
        self._functions: set[CodeType] = set()
        self._moves: Counter[tuple[str, str]] = Counter()
        self.count_anew()

    def count_anew(self) -> None:
        """Count calls, and moves before them, from here."""
        self._calls = dict.fromkeys(self._names, 0)
        self._before: dict[str, int] = {}
        self._start = self._moves.total()

    def follow(self) -> None:
        """Follow this thread and those that begin from now on."""
        threading.setprofile(self._note)
        sys.setprofile(self._note)

    def told(self) -> dict[str, Any]:
        """Return what was recorded."""
        return {
            "files": len({self._file(code) for code in self._functions}),
            "functions": len(self._functions),
            "moves": self._moves.total(),
            "calls": self._calls,
            "before": self._before,
            "pairs": [[*pair, count] for pair, count in self._moves.most_common()],
        }

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if not self.on or event not in ("call", "return"):
            return
        code, back = frame.f_code, frame.f_back
        file = self._file(code)
        if not file:
            return
        name = code.co_qualname
        if name == self._without:
            self._aside = event == "call"
        if self._aside or name == self._without:
            return
        self.noted += 1
        came_from = self._file(back.f_code) if back else ""
        if came_from and came_from != file:
            self._moves[min(file, came_from), max(file, came_from)] += 1
        if event == "call":
            self._functions.add(code)
            if name in self._calls:
                self._calls[name] += 1
                self._before.setdefault(name, self._moves.total() - self._start)

    def _file(self, code: CodeType) -> str:
        """Return the file of a function of ours; empty for all other code."""
        found = self._files.get(code)
        if found is None:
            ours = code.co_filename.startswith(self._folders)
            ours = ours and bool(code.co_flags & inspect.CO_OPTIMIZED)  # no module, no class body
            found = self._files[code] = code.co_filename.removeprefix(self._root) if ours else ""
        return found


def trace_import(recorder: Recorder) -> None:
    """Import one sheet, and then another into the same register."""
    from cli.main import run

    with TemporaryDirectory() as folder:
        into = str(Path(folder) / "register.json")
        for number, text in enumerate(SHEETS):
            sheet = Path(folder) / f"{number}.csv"
            sheet.write_text(text, encoding="utf-8")
            recorder.start_anew()
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
                recorder.on = True
                code = run(["import", str(sheet), "--into", into], TODAY)
                recorder.on = False
            if code:
                raise SystemExit(told.getvalue())


async def trace_keys(recorder: Recorder, keys: Sequence[str]) -> None:
    """Press keys on the board of the bundled register, each when the one before has settled."""
    from cli.context import Session
    from tui.app import BoardApp

    async def settle() -> None:
        before = -1
        while before != recorder.noted:
            before = recorder.noted
            await asyncio.sleep(QUIET_SECONDS)

    with redirect_stderr(StringIO()):  # where it is said that the register was copied
        store = Session(TODAY).store
    async with BoardApp(store, lambda: TODAY).run_test(size=SIZE) as pilot:
        recorder.on = True
        await settle()
        for key in TO_AN_OPEN_ONE:
            await pilot.press(key)
            await settle()
        for take_back in ("u", ""):
            recorder.start_anew()
            recorder.on = True
            for key in keys:
                recorder.count_anew()
                await pilot.press(key)
                await settle()
            if take_back:
                await pilot.press(take_back)
                await settle()
        recorder.on = False


def main(tree: Path, journey: str, without: str, names: Sequence[str]) -> None:
    """Make a journey and print what was recorded, as JSON."""
    recorder = Recorder(tree, names, without)
    recorder.follow()
    if journey == "import":
        trace_import(recorder)
    else:
        asyncio.run(trace_keys(recorder, journey.split(",")))
    sys.setprofile(None)
    json.dump(recorder.told(), sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
