"""What a terminal is shown: tables, panels, colours, and the way to the board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import category

import click
import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from cli.main import run
from store.model.address import RegisterPlace
from store.model.entities import FollowUp, View
from store.register.opening import Opened
from store.register.store import Store
from store.user.config import Settings
from store.user.paths import state_file
from tests.cli.conftest import AS_OF, TODAY, Run, make
from tests.cli.terminal import on_terminal, without_colour
from tests.registers import SMALL_REGISTER
from tests.tui.terminal import board_on_terminal

GLYPHS = "◌▸✓✗…·→━─◆◇╭╮╰╯│"


@pytest.mark.usefixtures("small")
def test_a_wide_terminal_gets_every_column() -> None:
    result = on_terminal("list", *AS_OF)
    assert result.code == 0
    lines = without_colour(result.out).splitlines()
    assert lines[0].split() == ["Status", "Done", "Due", "Days", "Id", "Title"]
    assert lines[2].split()[:6] == ["▸", "PROG", "~50%", "2025-12", "!-326d", "port-visits"]
    assert lines[2].rstrip().endswith("Port visits every year")
    assert "all 4 · ? 1 not assessed · ▸ 1 in progress · ✓ 1 kept" in lines[-1]
    assert lines[-1].endswith("1 overdue of 2 dated · as of 2026-11-22")
    assert "\x1b[" in result.out


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("columns", [120, 80, 40])
def test_the_lists_of_a_register_are_tables_without_a_line_that_wraps(columns: int) -> None:
    for command, heading, row in (
        ("domains", "Id", "air"),
        ("instruments", "Date", "pact-2025"),
    ):
        result = on_terminal(command, columns=columns)
        lines = without_colour(result.out).splitlines()
        assert heading in lines[0].split()
        assert any(line.split()[0] == row for line in lines[2:])
        assert max(len(line.rstrip()) for line in lines) <= columns


@pytest.mark.usefixtures("small")
def test_domains_say_what_is_overdue_and_stale_and_out_of_how_many() -> None:
    lines = without_colour(on_terminal("domains", *AS_OF).out).splitlines()
    assert "Overdue, of dated  Stale, of open" in lines[0]
    assert next(line for line in lines if line.startswith("maritime")).count("1 of 1") == 2
    narrow = without_colour(on_terminal("domains", *AS_OF, columns=40).out).splitlines()
    assert "Overdue" not in narrow[0]


@pytest.mark.usefixtures("small")
def test_follow_ups_say_how_many_lack_an_owner_or_a_date_and_what_sets_them() -> None:
    lines = without_colour(on_terminal("follow-ups", *AS_OF).out).splitlines()
    assert lines[-2] == (
        "2 without an owner, 1 without a date · `entente follow ID --item ITEM` sets them"
    )
    mine = without_colour(on_terminal("follow-ups", "id:pilot-school", *AS_OF).out)
    assert "without" not in mine


def test_a_usual_terminal_shows_ids_whole(tmp_path: Path) -> None:
    first, *others = SMALL_REGISTER.commitments
    long = replace(first, id="port-visits-of-the-navies", title=first.title * 3)
    path = make(tmp_path / "long.json", replace(SMALL_REGISTER, commitments=(long, *others)))
    result = on_terminal("list", "--register", str(path), *AS_OF, columns=80)
    lines = without_colour(result.out).splitlines()
    assert lines[0].split() == ["Status", "Done", "Due", "Id", "Title"]
    assert "!-326d" in lines[2]
    assert " port-visits-of-the-navies  Port visits every year" in lines[2]


@pytest.mark.usefixtures("small")
def test_a_narrow_terminal_keeps_status_due_and_title() -> None:
    result = on_terminal("list", *AS_OF, columns=40)
    lines = without_colour(result.out).splitlines()
    assert lines[0].split() == ["Status", "Due", "Title"]
    assert lines[2].split()[:3] == ["▸", "PROG", "!-326d"]
    assert lines[2].rstrip().endswith("  Port visits every y…")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "command",
    [
        *(("list",), ("show", "port-visits"), ("follow-ups",), ("views",), ("log",), ("where",)),
        *(("brief",), ("brief", "--format", "html"), ("export", "--format", "csv")),
        *(("mark", "port-visits", "60%"), ("--help",)),
    ],
)
def test_no_colour_means_no_escape_code(command: tuple[str, ...]) -> None:
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        result = on_terminal(*command, *AS_OF, environment=environment)
        assert result.code == 0
        assert "\x1b" not in result.out


HINDI = "हिन्दी में लिखी गई प्रतिबद्धता: नौसेना की वार्षिक भेंटें"


def _drawn(line: str, sign_cells: int) -> int:
    """Return the cells of a line on a terminal that draws vowel signs in so many."""
    cells = {"Mc": sign_cells, "Mn": 0, "Me": 0, "Cf": 0}
    return sum(cells.get(category(char), 1) for char in line)


def _with_signs(path: Path) -> Path:
    """Make a register with a title, an owner and a view of vowel signs."""
    first, *others = SMALL_REGISTER.commitments
    asks = (FollowUp("f8", HINDI, owner="Navy"), FollowUp("f9", HINDI, owner="नौसेना की"))
    signs = replace(first, id="signs", title=HINDI, follow_ups=asks)
    views = (View("हिन्दी", "is:open"), View("Plain", "is:open"))
    return make(path, replace(SMALL_REGISTER, commitments=(signs, first, *others), views=views))


@pytest.mark.parametrize("sign_cells", [0, 1])
def test_tables_line_up_as_the_board_was_told_in_this_terminal(
    tmp_path: Path, sign_cells: int
) -> None:
    path = _with_signs(tmp_path / "signs.json")
    with board_on_terminal(path, sign_cells=sign_cells, TERM="xterm-256color") as terminal:
        terminal.shows("? help")
        if sign_cells:
            terminal.until(lambda: "◦" in terminal.text)
        terminal.keys("q")
        assert terminal.exit_code() == 0
    here, elsewhere = {"TERM": "xterm-256color"}, {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}
    for command, after in (("views", "is:open"), ("follow-ups", HINDI[:6])):
        for environment, cells in ((here, sign_cells), (elsewhere, 0)):
            result = on_terminal(command, "--register", str(path), *AS_OF, environment=environment)
            # Nothing is asked, so no answer can be left behind for the shell.
            assert "\x1b[6n" not in result.out
            rows = [line for line in without_colour(result.out).splitlines() if after in line]
            ends = {_drawn(line[: line.index(after)], cells) for line in rows}
            assert (len(rows), len(ends)) == (2, 1), result.out
    for environment, cells in ((here, sign_cells), (elsewhere, 0)):
        told = on_terminal("list", "--register", str(path), *AS_OF, environment=environment).out
        (row,) = (line for line in without_colour(told).splitlines() if HINDI[:12] in line)
        assert _drawn(row.rstrip(), cells) <= 120
        told = on_terminal("brief", "--register", str(path), *AS_OF, environment=environment).out
        drawn = without_colour(told).partition("Months heard")[2].partition("◆ news")[0]
        months = [line.rstrip() for line in drawn.splitlines() if line.rstrip()[-1:] in "·◆◇2"]
        assert any(HINDI[:12] in line for line in months)
        assert len({_drawn(line, cells) for line in months if line}) == 1, drawn


@pytest.mark.usefixtures("small")
def test_an_answer_that_cannot_be_read_is_none(home: Path) -> None:
    for kept in ('{"vowel-signs": 3}', '{"vowel-signs": {"xterm": "yes"}}', "[", ""):
        state_file().parent.mkdir(parents=True, exist_ok=True)
        state_file().write_text(kept)
        assert on_terminal("list", *AS_OF, environment={"TERM": "xterm"}).code == 0


@pytest.mark.usefixtures("small")
def test_show_composes_panels() -> None:
    shown = without_colour(on_terminal("show", "port-visits", *AS_OF).out)
    for words in ("Milestones", "Follow-ups", "Updates", "Instrument", "supersedes Old Harbour"):
        assert words in shown
    assert "▸ in progress · overdue by 326 days · behind" in shown
    assert "◆  m1  2025-05-12  First visit · planned for 2025-05" in shown
    assert "!  m2  2025-11" in shown
    assert "independent: The Daily, Ministers agree, 2025-02-06" in shown
    assert shown.index("A first ship called.") < shown.index("Agreed.")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("columns", [50, 100, 160])
def test_ascii_replaces_every_mark_of_ours(columns: int) -> None:
    on_terminal("mark", "port-visits", "stalled", *AS_OF)
    on_terminal("views", "--save", "air", "domain:air sort:-due")
    for command in (
        ("list", "--view", "air"),
        ("views",),
        ("show", "port-visits"),
        ("follow-ups",),
        ("log",),
        ("undo",),
    ):
        result = on_terminal(*command, "--ascii", *AS_OF, columns=columns)
        assert result.code == 0
        assert result.out.isascii(), command


def test_ascii_leaves_data_alone(hostile: Path) -> None:
    assert "ข้อตกลง" in on_terminal("list", "--ascii", *AS_OF).out
    assert not set(GLYPHS) & set(on_terminal("list", "--ascii", *AS_OF).out)


@pytest.mark.usefixtures("small")
def test_plain_on_a_terminal_is_what_a_pipe_gets(process: Run) -> None:
    for command in (("list",), ("show", "port-visits"), ("follow-ups",), ("log",)):
        shown = on_terminal(*command, "--plain", *AS_OF, columns=30)
        assert shown.out == process(*command, *AS_OF).out


@pytest.mark.parametrize("piped", [("NO_COLOR", ""), ("FORCE_COLOR", "1")])
def test_a_pipe_gets_no_escape_code(process: Run, small: Path, piped: tuple[str, str]) -> None:
    for command in (("list",), ("show", "port-visits"), ("follow-ups",), ("mark", "x", "y")):
        result = process(*command, *AS_OF, **dict([piped]))
        assert "\x1b" not in result.out + result.err


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("columns", [20, 40, 79, 80, 133])
def test_no_line_of_a_table_is_wider_than_the_terminal(columns: int) -> None:
    for command in (("list",), ("follow-ups",)):
        shown = without_colour(on_terminal(*command, *AS_OF, columns=columns).out)
        if columns >= 40:
            assert max(map(cell_len, shown.splitlines())) <= columns


@pytest.mark.usefixtures("small")
def test_the_heading_shows_what_a_list_is_sorted_by() -> None:
    shown = on_terminal("list", "sort:-due", *AS_OF).out
    assert "Due ↓" in without_colour(shown)
    assert "Due ^" in without_colour(on_terminal("list", "--ascii", "sort:due", *AS_OF).out)


@pytest.mark.usefixtures("small")
def test_columns_that_do_not_fit_are_left_out_and_named() -> None:
    names = "--columns=status,id,due,start,updated,attention,title"
    narrow = without_colour(on_terminal("list", names, *AS_OF, columns=50).out)
    assert max(map(cell_len, narrow.splitlines())) <= 50
    assert "no room for updated, attention, title" in narrow
    assert "no room" not in on_terminal("list", names, *AS_OF, columns=120).out


@pytest.mark.usefixtures("small")
def test_a_wide_page_has_what_is_promised_beside_what_is_known() -> None:
    wide = without_colour(on_terminal("show", "port-visits", *AS_OF, columns=160).out)
    assert [line for line in wide.splitlines() if "port-visits ─" in line and "Updates" in line]
    narrow = without_colour(on_terminal("show", "port-visits", *AS_OF, columns=60).out)
    assert "│" not in narrow
    for shown in (wide, narrow):
        assert max(map(cell_len, shown.splitlines())) <= 160
        assert shown.count("independent: The Daily, Ministers agree, 2025-02-06") == 1
        assert shown.count("independent · The Daily [1]") == 2


def test_the_board_without_a_terminal_says_one_line(process: Run, home: Path) -> None:
    result = process()
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "\x1b" not in result.err
    assert list(home.iterdir()) == []


def test_the_board_on_a_dumb_terminal_says_one_line(home: Path) -> None:
    result = on_terminal(environment={"TERM": "dumb"})
    assert result.code == 2
    assert result.out.count("\n") == 1
    assert "\x1b" not in result.out
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_the_board_has_no_json(entente: Run) -> None:
    assert entente("--json").code == 2


def test_an_empty_register_is_offered_and_may_be_declined(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    result = on_terminal("--register", str(path), columns=400, keys="n\n")
    assert f"There is no register at {path}." in result.out
    assert result.code == 1
    assert not path.exists()


def test_nothing_is_offered_to_be_made_by_a_board_that_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    result = on_terminal("--read-only", "--register", str(path), columns=400, keys="n\n")
    assert result.code == 1
    assert "Make an empty one" not in result.out
    assert not path.exists()


class Launch:
    """Stands in for the board: keeps what it was asked to open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: Opened | None = None
        self.as_of: date | None = None
        monkeypatch.setattr("tui.launch.run_board", self.run_board)
        monkeypatch.setattr("cli.board.why_no_board", lambda: "")

    def run_board(
        self,
        opened: Opened,
        settings: Settings,
        as_of: date | None,
        ascii_only: bool,
        another: Callable[[RegisterPlace], Store],
    ) -> int:
        self.opened, self.as_of = opened, as_of
        return 7 if ascii_only else 0


def test_an_empty_register_is_made_when_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = Launch(monkeypatch)
    monkeypatch.setattr(click, "confirm", lambda question, err: True)
    path = tmp_path / "deep" / "harbour-pact.json"
    assert run(["--register", str(path)], TODAY) == 0
    made = Store(path, user="test").register
    assert (made.title, made.commitments) == ("harbour pact", ())
    assert launch.opened is not None
    assert launch.opened.store.path == path


@pytest.mark.usefixtures("small")
def test_the_board_follows_the_clock_unless_given_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    launch = Launch(monkeypatch)
    assert run([], TODAY) == 0
    assert launch.as_of is None
    assert run(["--as-of", "2025-03-01", "--ascii"], TODAY) == 7
    assert launch.as_of == date(2025, 3, 1)
    # As every command takes them: what was known on a day is shown as of that day.
    assert run(["--known-on", "2026-11-02"], TODAY) == 0
    assert launch.as_of == date(2026, 11, 2)
    assert run(["--known-on", "2026-11-02", "--as-of", "2025-03-01"], TODAY) == 0
    assert launch.as_of == date(2025, 3, 1)


@pytest.mark.usefixtures("small")
def test_what_is_said_breaks_between_words() -> None:
    for command in (("list", "stauts:kept"), ("doctor",), ("mark", "port-visits", "40%")):
        shown = without_colour(on_terminal(*command, *AS_OF, columns=50).out)
        for line in shown.splitlines():
            assert cell_len(line) <= 50 or " " not in line or line.count("`") == 2


@pytest.mark.usefixtures("small")
def test_where_is_in_columns_on_a_terminal() -> None:
    lines = on_terminal("where").out.splitlines()
    assert {line.index("/") for line in lines} == {10}


@pytest.mark.usefixtures("small")
def test_columns_are_straight_also_beside_empty_cells() -> None:
    names = "--columns=days,done,due,owner,title"
    head, _, *rows, _ = without_colour(on_terminal("list", names, *AS_OF).out).splitlines()
    titles = ["Port visits every year", "Pilot school opened", "Common airfield code", "Weather"]
    assert [row.index(title) for row, title in zip(rows, titles, strict=True)] == [
        head.index("Title")
    ] * 4
    assert rows[0].index("~50%") + len("~50%") == rows[1].index("100%") + len("100%")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("locale", "ascii_only"), [("C", True), ("POSIX", True), ("C.UTF-8", False)]
)
def test_the_c_locale_draws_ascii(locale: str, ascii_only: bool) -> None:
    shown = on_terminal("list", *AS_OF, environment={"LC_ALL": locale})
    assert shown.out.isascii() is ascii_only
