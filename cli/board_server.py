"""The board in a browser: one page, one process of the board for each tab that shows it.

Built on `textual_serve`, which carries what the board draws to the page and what is typed
back. What this adds is a secret in the address, a limit, and an end for every process.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import shlex
import socket
from contextlib import suppress
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from store.text import counted

FAILED = 4000
"""The code with which a page is closed whose board ended by a fault."""
END_SECONDS = 5.0
"""How long a board has to save and close once its tab is gone; then it is killed."""
_SAFE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_PAGE = files(__package__).joinpath("board_page.html")
_NOT_OF_THE_PAGE = (ValueError, AssertionError, LookupError, TypeError, AttributeError)
"""What comes of a message that the board's own page would not send."""
_log = logging.getLogger(__name__)


class BoardServer(Server):
    """Serves boards that `command` starts to those who know the token.

    The token is the first part of every address and made anew for each server; any other
    address is not found, and starts nothing. `most` boards are open at once.

    Raises `OSError` when the port cannot be had. Port 0 takes one that is free.
    """

    def __init__(self, command: list[str], *, host: str, port: int, title: str, most: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        port = self._socket.getsockname()[1]
        # Without `exec` a signal would reach the shell in between and not the board.
        super().__init__(f"exec {shlex.join(command)}", host=host, port=port, title=title)
        self.token = secrets.token_urlsafe(18)
        self._most = most
        self._boards: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/{self.token}/"

    def run(self) -> None:
        """Serve until the process is told to end; every board that is open closes then."""
        logging.getLogger("aiohttp.server").addFilter(_is_ours)
        web.run_app(self._make_app(), sock=self._socket, print=None, access_log=None)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded])
        app.add_routes(
            [
                web.get("/{token}/", self._page, name="page"),
                web.get("/{token}/ws", self.handle_websocket, name="websocket"),
                web.get("/{token}/download/{key}", self.handle_download, name="download"),
                web.static(f"/{self.token}/static", self.statics_path, name="static"),
            ]
        )
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, app: web.Application) -> None:
        """Close every board, so that each saves and ends."""
        for board in set(self._boards):
            await board.close(code=WSCloseCode.GOING_AWAY, message=b"the server was stopped")

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only who knows the token, and only pages of this very server."""
        token = request.path.removeprefix("/").partition("/")[0]
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return web.Response(status=404, text="There is nothing at this address.\n")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return web.Response(status=403, text="Only the board's own page may ask for this.\n")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_SAFE)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        """Serve the page that shows a board."""
        if len(self._boards) >= self._most:
            words = f"No more than {counted(self._most, 'board')} may be open at once."
            return web.Response(status=503, text=f"{words} Close one and load this page again.\n")
        scheme = "wss" if request.headers.get("X-Forwarded-Proto", "") == "https" else "ws"
        text = _PAGE.read_text(encoding="utf-8")
        for name, value in {
            "title": self.title,
            "static": f"/{self.token}/static/",
            "websocket": f"{scheme}://{request.host}/{self.token}/ws",
            "font-size": str(to_int(request.query.get("fontsize", "16"), 16)),
        }.items():
            text = text.replace(f"{{{{{name}}}}}", escape(value, quote=True))
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a board for a page, and end it when the page is gone."""
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)
        if len(self._boards) >= self._most:
            await websocket.close(
                code=WSCloseCode.TRY_AGAIN_LATER, message=b"too many boards are open"
            )
            return websocket
        self._boards.add(websocket)

        async def close() -> None:
            if await _ended_well(board):
                await websocket.close()
            else:
                await websocket.close(code=FAILED, message=b"the board ended by a fault")

        board = _Board(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        try:
            width, height = (
                to_int(request.query.get(name, ""), 80) for name in ("width", "height")
            )
            await board.start(width, height)
            await self._process_messages(websocket, board)
        except (ConnectionError, asyncio.CancelledError):
            _log.debug("the page went away")
        except _NOT_OF_THE_PAGE:
            await websocket.close(
                code=WSCloseCode.POLICY_VIOLATION, message=b"this is not what the page sends"
            )
        finally:
            self._boards.discard(websocket)
            await _end(board)
            await websocket.close()
        return websocket


class _Board(AppService):
    """One board, whose page is closed when its process ends, however it ends."""

    async def run(self) -> None:
        """Carry what the board draws until it ends."""
        await super().run()
        await self.remote_close()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a fault is one of this program: no stranger's request fills the terminal."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _ended_well(board: AppService) -> bool:
    """Wait for a board that has ended or is about to, and tell whether it did so by itself."""
    process = board._process  # there is no public name for it
    if process is None:
        return False
    with suppress(TimeoutError):
        return await asyncio.wait_for(process.wait(), END_SECONDS) == 0
    return False


async def _end(board: AppService) -> None:
    """Ask a board to close, and kill it when it does not."""
    process = board._process  # there is no public name for it
    with suppress(TimeoutError, ConnectionError):
        await asyncio.wait_for(board.stop(), END_SECONDS)
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError):
            try:
                await asyncio.wait_for(process.wait(), END_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()
