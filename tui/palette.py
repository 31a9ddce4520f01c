"""The command palette: every command of the board, found by its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual import events
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import OptionList

from tui.commands import COMMANDS, Command


class Palette(CommandPalette):
    """The palette; Textual's own falls over a page key while its list is being filled."""

    def on_key(self, event: events.Key) -> None:
        """Move by a page."""
        if event.key not in ("pageup", "pagedown"):
            return
        event.stop()
        found = self.query_one(OptionList)
        if found.option_count:
            page = max(1, found.size.height) * (1 if event.key == "pagedown" else -1)
            row = (found.highlighted or 0) + page
            found.highlighted = min(max(row, 0), found.option_count - 1)


class BoardCommands(Provider):
    """Offers the commands of the table, with their keys."""

    async def discover(self) -> Hits:
        """Offer every command before anything is typed."""
        for command in COMMANDS:
            yield DiscoveryHit(command.name, self._runner(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Offer the commands whose name or description matches."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = max(matcher.match(command.name), matcher.match(command.tooltip) / 2)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.name),
                    self._runner(command),
                    help=self._help(command),
                )

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self.screen.run_action, f"command('{command.id}')")

    def _help(self, command: Command) -> str:
        return f"{command.key_words}  {command.tooltip}"
