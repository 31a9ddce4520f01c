"""The board as a whole: commands, help, the end."""

from __future__ import annotations

from tui.actions.actions import Actions
from tui.screens.help import HelpScreen


class Whole(Actions):
    """Opens what lies over the board, and closes it."""

    def do_palette(self) -> None:
        """Open the command palette."""
        self.desk.app.action_command_palette()

    def do_help(self) -> None:
        """Show the keys of the active panel."""
        panel = self.desk.active_panel
        self.desk.app.push_screen(HelpScreen(panel.id or "", panel.NAME, self.desk.marks))

    def do_quit(self) -> None:
        """Close the board once everything is saved."""
        self.desk.run_worker(self._quit(), group="quit", exclusive=True)

    async def _quit(self) -> None:
        await self.desk.settle()
        self.desk.app.exit()
