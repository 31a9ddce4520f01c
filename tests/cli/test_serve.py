"""`entente serve`: the board in a browser, for those who know the address."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple

import aiohttp
import pyte
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from store.model.derived import derive
from store.model.status import Status
from store.register.store import Store
from tests.cli.conftest import COMMAND, Run

LATER = date(2100, 1, 1)
"""After any day on which a board can have marked something."""
PATIENCE = 60.0
"""Seconds within which anything that is waited for is there, also on a busy machine."""
BROWSER = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --window-size=1400,900"
)
needs_chromium = pytest.mark.skipif(
    not (which("chromium") and which("chromedriver")) and not os.environ.get("CI"),
    reason="needs Debian's chromium and chromium-driver",
)


LISTEN = """
window.received = '';
const Original = WebSocket;
window.WebSocket = class extends Original {
  constructor(address, ...rest) {
    super(address, ...rest);
    const asked = new URL(address).searchParams;
    window.wide = asked.get('width'); window.high = asked.get('height');
    this.addEventListener('message', async (event) => {
      if (typeof event.data !== 'string') {
        const bytes = event.data instanceof Blob ? await event.data.arrayBuffer() : event.data;
        window.received += new TextDecoder().decode(bytes);
      }
    });
  }
};
"""
"""Has a page keep what its board sends."""


class Served(NamedTuple):
    address: str
    process: subprocess.Popen[str]

    def boards(self) -> list[int]:
        """The processes of boards that this server has running."""
        found = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return [int(each) for each in found.stdout.split()]


Serve = Callable[..., Served]


class Tab:
    """A browser with one board in it."""

    def __init__(self, folder: Path) -> None:
        options = webdriver.ChromeOptions()
        for each in (*BROWSER.split(), f"--user-data-dir={folder}"):
            options.add_argument(each)
        options.binary_location = which("chromium") or ""
        service = webdriver.ChromeService(which("chromedriver") or "")
        self.browser = webdriver.Chrome(options=options, service=service)
        self.run: Callable[..., Any] = self.browser.execute_script
        command: Callable[..., Any] = self.browser.execute_cdp_cmd
        command("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
        self._drawn: tuple[pyte.Screen, pyte.Stream] | None = None
        self._taken = 0
        """How much of what the board has sent is drawn."""

    def open(self, served: Served) -> Tab:
        self.browser.get(served.address)
        self._drawn, self._taken = None, 0
        return self

    @property
    def screen(self) -> str:
        """What the page's terminal shows: what the board has sent, drawn as a terminal draws it."""
        more = str(self.run("return window.received.slice(arguments[0])", self._taken))
        if self._drawn is None:
            if not more:
                return ""
            size = (int(self.run(f"return window.{each}")) for each in ("wide", "high"))
            screen = pyte.Screen(*size)
            self._drawn = screen, pyte.Stream(screen)
        screen, stream = self._drawn
        stream.feed(more)
        self._taken += len(more.encode("utf-16-le")) // 2  # as JavaScript counts
        return "\n".join(screen.display)

    def shows(self, *texts: str, but_not: str = "\0") -> None:
        """Wait until all these texts are on the screen, and another one is not."""
        until(
            lambda: all(each in self.screen for each in texts) and but_not not in self.screen,
            f"{texts} without {but_not!r}",
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()


@pytest.fixture
def serve(small: Path) -> Iterator[Serve]:
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> Served:
        process = subprocess.Popen(
            [*COMMAND, "--register", str(small), "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        assert process.stdout is not None
        return Served(process.stdout.readline().strip(), process)

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Callable[[Served], Tab]]:
    opened: list[Tab] = []

    def start(served: Served) -> Tab:
        opened.append(Tab(tmp_path / f"browser-{len(opened)}"))
        return opened[-1].open(served)

    yield start
    for each in opened:
        each.browser.quit()


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{what}: did not come"
        time.sleep(0.05)


def answer(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def closed_with(served: Served, *sent: str, after: Callable[[], object] = int) -> int | None:
    """Open a page, send what a page would and do something else; return the code of its end."""

    async def page() -> int | None:
        address = f"{served.address.replace('http', 'ws')}ws?width=100&height=30"
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as board:
            if sent:
                async for message in board:
                    if b"Port visits" in (message.data or b""):
                        break
            for each in sent:
                await board.send_str(each)
            await asyncio.get_running_loop().run_in_executor(None, after)
            async for _ in board:
                pass
            return board.close_code

    return asyncio.run(asyncio.wait_for(page(), PATIENCE))


def found(register: Path, commitment_id: str) -> tuple[Status, int | None]:
    store = Store(register, user="reader")
    chosen = next(each for each in store.register.commitments if each.id == commitment_id)
    store.close()
    derived = derive(chosen, LATER)
    return derived.status, derived.progress


@needs_chromium
def test_a_domain_is_chosen_and_a_mark_saved_and_a_second_browser_sees_it(
    serve: Serve, tab: Callable[[Served], Tab], small: Path
) -> None:
    served = serve("--write")
    writer, watcher = tab(served), tab(served)
    watcher.shows("Port visits", "saved")
    writer.shows("Port visits", "saved")
    writer.press("1", Keys.DOWN, Keys.DOWN)
    writer.shows("Common airfield code", but_not="Port visits")
    writer.press("2", " ", "6")
    writer.shows("Reopen pilot-school")
    writer.press("y")
    until(lambda: found(small, "pilot-school") == (Status.IN_PROGRESS, 60), "the mark in the file")
    watcher.shows("60%", "pilot-school")


@needs_chromium
def test_without_write_nothing_is_marked_and_the_board_says_why(
    serve: Serve, tab: Callable[[Served], Tab], small: Path
) -> None:
    before = small.read_bytes()
    board = tab(serve())
    board.shows("Port visits", "read-only")
    board.press(" ")
    board.shows("can only be read")
    board.press("w", "a", "D")
    board.shows("Port visits")
    board.press("x")
    board.shows("In a browser the board reads and writes no other files")
    assert small.read_bytes() == before
    assert not small.with_name("small.json.journal").exists()


@needs_chromium
def test_a_closed_tab_leaves_no_process_and_neither_does_a_stopped_server(
    serve: Serve, tab: Callable[[Served], Tab]
) -> None:
    served = serve()
    first, second = tab(served), tab(served)
    first.shows("Port visits")
    second.shows("Port visits")
    assert len(served.boards()) == 2
    first.browser.quit()
    until(lambda: len(served.boards()) == 1, "the end of the first board")
    (left,) = served.boards()
    served.process.terminate()
    served.process.wait(PATIENCE)
    until(lambda: not Path(f"/proc/{left}").exists(), "the end of the second board")


def test_a_page_is_told_how_its_board_ended(serve: Serve) -> None:
    served = serve("--most", "1")
    page = answer(served.address)[1]
    assert all(f"{code}: " in page for code in (1000, 1001, 1013, 4000))
    resized = '["resize", {"width": 90, "height": 30}]'
    assert closed_with(served, '["stdin", "q"]') == 1000
    killed = closed_with(served, resized, after=lambda: os.kill(served.boards()[0], signal.SIGKILL))
    assert killed == 4000
    refused: list[int | None] = []

    def look_too() -> None:
        refused.append(closed_with(served))
        served.process.terminate()

    assert closed_with(served, resized, after=look_too) == 1001
    assert refused == [1013]


def test_a_board_that_cannot_open_leaves_no_page_waiting(serve: Serve, small: Path) -> None:
    served = serve("--write")
    small.unlink()
    assert closed_with(served) == 4000
    assert served.boards() == []
    assert not small.exists()


def test_a_server_that_was_killed_leaves_no_board(serve: Serve) -> None:
    served = serve("--write")
    boards: list[int] = []

    def kill() -> None:
        boards.extend(served.boards())
        served.process.kill()

    closed_with(served, '["blur"]', after=kill)
    assert len(boards) == 1
    until(lambda: not Path(f"/proc/{boards[0]}").exists(), "the end of the board")


def test_no_request_of_a_stranger_and_no_odd_message_fills_the_terminal(serve: Serve) -> None:
    served = serve()
    host, port = served.address.split("/")[2].split(":")
    for asked in (b"OPTIONS * HTTP/1.1", b"GET http://x HTTP/1.1", b"GET /\xff HTTP/1.1", b"junk"):
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as stranger:
            stranger.sendall(asked + b"\r\nHost: x\r\n\r\n")
            assert stranger.recv(100).split()[1] in (b"404", b"400")
    for odd in ("junk", "{}", '["stdin"]', '["stdin", 1]', '["resize", {}]'):
        assert closed_with(served, odd) == 1008
    served.process.send_signal(signal.SIGINT)
    _, told = served.process.communicate(timeout=PATIENCE)
    assert "Traceback" not in told


def test_a_wrong_token_gets_nothing_and_starts_nothing(serve: Serve) -> None:
    served = serve("--write")
    origin, token = served.address.rstrip("/").rsplit("/", 1)
    for wrong in ("", "wrong", token[:-1], token + "x", "..", "%2e%2e"):
        for path in ("", "/", "/ws", "/static/js/textual.js", "/download/x"):
            code, text = answer(f"{origin}/{wrong}{path}")
            assert (code, token in text, "Harbour" in text) == (404, False, False)
    assert served.boards() == []


def test_a_page_of_another_site_cannot_use_the_board_of_who_knows_the_address(
    serve: Serve,
) -> None:
    served = serve()
    asked = urllib.request.Request(served.address, headers={"Origin": "https://example.org"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(asked, timeout=PATIENCE)


def test_each_start_has_a_token_of_its_own(serve: Serve) -> None:
    tokens = {served.address.rstrip("/").rsplit("/", 1)[1] for served in (serve(), serve())}
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 20


def test_the_address_is_one_of_this_machine_alone_unless_another_is_allowed(
    serve: Serve,
) -> None:
    assert serve().address.startswith("http://127.0.0.1:")


def test_scripts_are_told_the_address(small: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        told = ""
        while told.count("{") == 0 or told.count("{") > told.count("}"):
            told += process.stdout.readline()
        process.terminate()
    (item,) = json.loads(told)["items"]
    assert item["address"].startswith("http://127.0.0.1:")
    assert (item["register"], item["write"], item["most"]) == (str(small), False, 10)


def test_a_taken_port_and_a_bad_address_are_named(entente: Run, small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = entente("serve", "--port", port)
    assert refused.code == 1
    assert f"port {port} of 127.0.0.1 cannot be had" in refused.err
    assert "--port" in refused.err
    assert "attempting" not in refused.err
    wrong = entente("serve", "--allow-address", "the-office")
    assert (wrong.code, wrong.out) == (2, "")
    assert "'the-office' is not an address" in wrong.err
    elsewhere = entente("serve", "--allow-address", "203.0.113.7")
    assert (elsewhere.code, elsewhere.out) == (2, "")
    assert "this machine has no address 203.0.113.7" in elsewhere.err
    assert "--port" not in elsewhere.err


def test_who_is_to_reach_every_address_is_told_what_to_write_there(serve: Serve) -> None:
    served = serve("--allow-address", "0.0.0.0")
    assert answer(served.address)[0] == 200  # it has begun to heed what is to end it
    served.process.send_signal(signal.SIGINT)
    _, told = served.process.communicate(timeout=PATIENCE)
    assert "in the place of 0.0.0.0" in told
    assert serve("--allow-address", "localhost").address.startswith("http://127.0.0.1:")


def test_a_board_imports_nothing_from_the_folder_it_is_started_in(
    entente: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[list[str]] = []

    def server(command: list[str], **_: object) -> object:
        started.append(command)
        raise OSError

    monkeypatch.setattr("cli.board_server.BoardServer", server)
    entente("serve")
    (tmp_path / "click.py").write_text("raise SystemExit('harm')\n", encoding="utf-8")
    board = [*started[0][: started[0].index("--register")], "--version"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(board, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert (done.returncode, b"harm" in done.stderr) == (0, False)


def test_nothing_is_offered_to_be_made_where_nobody_is_there_to_be_asked(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    done = subprocess.run(
        [*COMMAND, "--register", str(missing)],
        env=os.environ | {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"},
        input=b"y\n",
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert b"there is no register at" in done.stderr
    assert not missing.exists()


def test_a_register_that_is_not_there_is_named_before_anything_is_served(
    entente: Run, tmp_path: Path
) -> None:
    missing = entente("--register", str(tmp_path / "none.json"), "serve")
    assert missing.code == 1
    assert "there is no register at" in missing.err


def test_without_the_library_the_way_to_have_it_is_said(
    entente: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "cli.board_server", raising=False)
    refused = entente("serve")
    assert (refused.code, refused.out) == (2, "")
    assert "entente[serve]" in refused.err


def test_a_register_opened_to_be_read_refuses_every_change(entente: Run, small: Path) -> None:
    before = small.read_bytes()
    refused = entente("--read-only", "mark", "port-visits", "60%")
    assert refused.code != 0
    assert "opened to be looked at" in refused.err
    assert small.read_bytes() == before
    assert entente("--read-only", "show", "port-visits").code == 0
