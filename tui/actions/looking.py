"""Looking: all the room for one panel, other colours."""

from __future__ import annotations

from tui.actions.actions import Actions
from tui.themes import by_word, word_of


class Looking(Actions):
    """Maximises panels and chooses the theme."""

    def why_not(self, command_id: str) -> str:
        """The smallest layout has its one panel in full already; no colour is no colour."""
        if command_id == "maximise" and self.desk.layout_name == "tiny":
            return "The list has all the room there is"
        if command_id == "theme" and self.desk.app.no_color:
            return "NO_COLOR is set: there are no colours to choose"
        return ""

    def do_maximise(self) -> None:
        """Give the active panel all the room, or put the others back."""
        desk = self.desk
        desk.maximise(not desk.maximised)
        name = desk.active_panel.NAME
        ways = self.keyed(" has all the room · {maximise} or {back} puts the others back")
        desk.say(f"{name}{ways}" if desk.maximised else "All panels are back")

    def do_theme(self) -> None:
        """Choose the colours; each is shown while the cursor is on it."""
        from tui.screens.themes import ThemeScreen

        app, desk = self.desk.app, self.desk
        before = app.theme

        def chosen(word: str | None) -> None:
            theme = by_word(word or "")
            app.theme = theme.name if theme else before
            if theme and word:
                desk.say(f"Theme {word}{desk.setup.keep_theme(word)}")

        app.push_screen(ThemeScreen(word_of(before), desk.marks), chosen)
