"""Every command of the board, one row each.

A row says what a command is called, which keys run it, which method of which controller does it,
and what it needs before it can act. Keys, footer, help, palette and the keys page are all made
from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.commands import needs
from tui.commands.needs import BoardState, Need

if TYPE_CHECKING:
    from tui.controllers.controllers import Controllers

MARK, WRITE, LOOK, MOVE, BOARD = "Mark", "Write", "Look", "Move", "Board"
GROUPS = (MARK, WRITE, LOOK, MOVE, BOARD)


class Command(Struct, frozen=True):
    """Something a user can do from the keyboard."""

    id: str
    group: str
    keys: tuple[str, ...]
    """As Textual names keys; the first is the one shown."""
    name: str
    """A few words, for palette and help."""
    tooltip: str
    """One sentence on what it does."""
    run: Callable[[Controllers], None]
    """Calls the method that does it. A controller is loaded when it is first asked for."""
    needs: tuple[Need, ...] = ()
    """What it needs, in the order in which it says that something is missing."""

    also: str = ""
    """Other words that people look for it by, in the palette and in the help."""

    def why_not(self, state: BoardState) -> str:
        """Return why it cannot act on such a board; empty when it can."""
        for need in self.needs:
            reason = need(state)
            if reason:
                return reason
        return ""


# fmt: off
# A row stays a row: how it is called, what it says, what it does and needs.
COMMANDS: tuple[Command, ...] = (
    Command("mark", MARK, ("space",), "Mark",
            "Set a status or percent; tick a milestone or follow-up; combine domains.",
            lambda do: do.context.mark(), (needs.something_to_mark,)),
    Command("more", MARK, ("plus", "equals_sign"), "5 % more",
            "Move progress up by five points.",
            lambda do: do.marking.increase(), (needs.writable, needs.commitment_or_selection)),
    Command("less", MARK, ("minus",), "5 % less",
            "Move progress down by five points.",
            lambda do: do.marking.decrease(), (needs.writable, needs.commitment_or_selection)),
    Command("repeat", MARK, ("full_stop",), "Repeat mark",
            "Set once more the status or percentage that was set last, or take the last step.",
            lambda do: do.marking.repeat(),
            (needs.writable, needs.marked_before, needs.commitment_or_selection)),
    Command("pick", MARK, ("v",), "Select",
            "Select the row, or take it out, to mark several at once.",
            lambda do: do.selection.select_row(), (needs.writable, needs.rows_to_select)),
    Command("pick-all", MARK, ("V",), "Select all",
            "Select every row in view; once more, none of them.",
            lambda do: do.selection.select_all(), (needs.writable, needs.rows_to_select)),
    Command("confirm", MARK, ("F",), "Confirm",
            "Say, as a second reader, that what somebody else settled is right.",
            lambda do: do.marking.confirm(), (needs.writable, needs.commitment_or_selection)),
    Command("undo", MARK, ("u",), "Undo",
            "Take back your last change, also one made before a restart.",
            lambda do: do.marking.undo(), (needs.writable,), also="take back revert"),
    Command("redo", MARK, ("U",), "Redo",
            "Do again what you took back.",
            lambda do: do.marking.redo(), (needs.writable,)),

    Command("write-update", WRITE, ("w",), "Write update",
            "Write down what was seen, with its source.",
            lambda do: do.forms.write_update(), (needs.writable, needs.commitment_or_selection),
            also="note news evidence progress"),
    Command("add", WRITE, ("a",), "Add commitment",
            "Write down a new commitment.",
            lambda do: do.forms.add_commitment(), (needs.writable,)),
    Command("edit", WRITE, ("e",), "Edit",
            "Edit what is under the cursor: a commitment, a milestone, a follow-up; give an "
            "update its source. What is selected is edited alike.",
            lambda do: do.forms.edit(), (needs.writable, needs.commitment_or_selection),
            also="change due date deadline owner tag domains title correct"),
    Command("edit-outside", WRITE, ("E",), "Edit in editor",
            "Edit the commitment as a text in VISUAL or EDITOR.",
            lambda do: do.external_editor.edit(),
            (needs.own_files, needs.writable, needs.commitment, needs.not_several)),
    Command("add-milestone", WRITE, ("m",), "Add milestone",
            "Write down a dated step of what is selected, or of this commitment.",
            lambda do: do.forms.add_milestone(),
            (needs.writable, needs.commitment_or_selection)),
    Command("add-follow-up", WRITE, ("f",), "Add follow-up",
            "Write down something to be done about what is selected, or about this commitment.",
            lambda do: do.forms.add_follow_up(),
            (needs.writable, needs.commitment_or_selection), also="task action owner assign"),
    Command("keep-copy", WRITE, ("K",), "Keep a copy",
            "Keep a copy of a page or PDF beside the register, for the source of an update.",
            lambda do: do.files.keep_copy(),
            (needs.own_files, needs.writable, needs.commitment, needs.not_several),
            also="archive source attach"),
    Command("read-statement", WRITE, ("R",), "Read a statement",
            "Go through a joint statement, take its commitments by a key each; one undo takes "
            "them back.",
            lambda do: do.statement_reading.read_statement(), (needs.own_files, needs.writable),
            also="capture communique document text paste"),
    Command("compare-statements", WRITE, ("L",), "Compare statements",
            "Lay two instruments side by side: what the later one carried on, firmed up, "
            "weakened or did not mention again.",
            lambda do: do.statement_comparing.compare_statements(), (needs.writable,)),
    Command("reshape", WRITE, ("X",), "Change commitment",
            "Duplicate the commitment, split it, merge it into another, or change its id.",
            lambda do: do.reshaping.choose(),
            (needs.writable, needs.commitment, needs.not_several),
            also="duplicate split merge copy rename id"),
    Command("remove", WRITE, ("D", "delete"), "Remove",
            "Remove the commitment, or the milestone or follow-up under the cursor; y confirms.",
            lambda do: do.removal.remove(), (needs.writable, needs.something_to_remove)),

    Command("review", LOOK, ("r",), "Review",
            "Go through what wants a look, the worst first, one commitment at a time.",
            lambda do: do.review.open(), (needs.writable, needs.commitments)),
    Command("why", LOOK, ("i",), "Why",
            "Show what a status, percent, date or count rests on, down to the words; once more, "
            "the counts.",
            lambda do: do.why.open(), (needs.commitments,)),
    Command("filter", LOOK, ("slash",), "Filter",
            "Filter by words, domain:, status:, party:, is:overdue and more.",
            lambda do: do.filter.open(), also="search find query"),
    Command("views", LOOK, ("apostrophe",), "Saved views",
            "Go to a view: late, stale, next 90 days, mine and others, or one that was saved.",
            lambda do: do.saved_views.open()),
    Command("save-view", LOOK, ("W",), "Save view",
            "Keep the filter, the domains and the order under a name, in the register.",
            lambda do: do.saved_views.save(), (needs.writable, needs.view_to_save)),
    Command("as-of", LOOK, ("A",), "As of a day",
            "Show the register as it stood on a past day, where nothing can be written.",
            lambda do: do.past.ask_day()),
    Command("change-before", LOOK, ("left_square_bracket",), "Change before",
            "Go back to the day of the last change before the one shown.",
            lambda do: do.past.go_before()),
    Command("change-after", LOOK, ("right_square_bracket",), "Change after",
            "Go on to the day of the next change, at last to the present.",
            lambda do: do.past.go_after(), (needs.past_day,)),
    Command("changes", LOOK, ("H",), "What changed",
            "List what changed since your last visit, the last brief or a day.",
            lambda do: do.past.show_changes(), also="history log news"),
    Command("pictures", LOOK, ("P",), "Next picture",
            "Show months heard, status over time, scorecards or the tree of instruments in the "
            "place of the timeline.",
            lambda do: do.navigation.next_picture(), (needs.other_panels,),
            also="chart graph statistics score"),
    Command("zoom-in", LOOK, ("less_than_sign",), "Zoom in",
            "Show less time in each cell of the timeline.",
            lambda do: do.navigation.zoom_in(), (needs.other_panels, needs.timeline_in_view)),
    Command("zoom-out", LOOK, ("greater_than_sign",), "Zoom out",
            "Show more time in each cell of the timeline.",
            lambda do: do.navigation.zoom_out(), (needs.other_panels, needs.timeline_in_view)),
    Command("maximise", LOOK, ("z",), "Maximise",
            "Give the panel all the room, or put the others back.",
            lambda do: do.appearance.maximise(), (needs.room_to_maximise,)),
    Command("theme", LOOK, ("C",), "Colours",
            "Choose the theme: dark, light or the terminal's own.",
            lambda do: do.appearance.choose_theme(), (needs.colours,), also="color"),
    Command("today", LOOK, ("t",), "Today",
            "Put today in the middle of the timeline.",
            lambda do: do.navigation.find_today(), (needs.other_panels, needs.timeline_in_view)),
    Command("find-bar", LOOK, ("T",), "Find bar",
            "Put the bar of this commitment in the middle of the timeline.",
            lambda do: do.navigation.find_bar(), (needs.other_panels, needs.timeline_in_view)),
    Command("bands", LOOK, ("b",), "Bands",
            "Show the periods of frameworks and other instruments over the timeline, or hide them.",
            lambda do: do.list_settings.toggle_bands(), (needs.other_panels, needs.periods)),
    Command("sort", LOOK, ("s",), "Sort",
            "Choose what the list is sorted by.",
            lambda do: do.list_settings.choose_order(), also="order by attention pressing"),
    Command("turn-around", LOOK, ("S",), "Turn the order around",
            "Sort the other way round.",
            lambda do: do.list_settings.turn_around(), (needs.chosen_order,)),
    Command("columns", LOOK, ("c",), "Columns",
            "Choose the columns of the list and their order.",
            lambda do: do.list_settings.choose_columns(), (needs.list_in_view,)),

    Command("enter", MOVE, ("enter",), "Open",
            "Go from a domain to its commitments, from a row to its detail, from a row of a "
            "scorecard to what it counts.",
            lambda do: do.context.enter(), (needs.other_panels,)),
    Command("back", MOVE, ("escape",), "Step back",
            "From a maximised panel back, then clear the selection; from the detail back, from the "
            "past to the present, then clear the filter, then the domains. Never quits.",
            lambda do: do.context.step_back(), (needs.step_back,)),
    Command("panel-1", MOVE, ("1",), "Domains",
            "Go to the domains.",
            lambda do: do.navigation.go_to_domains(), (needs.other_panels,)),
    Command("panel-2", MOVE, ("2",), "Commitments",
            "Go to the list of commitments.",
            lambda do: do.navigation.go_to_commitments()),
    Command("panel-3", MOVE, ("3",), "Timeline",
            "Go to the timeline.",
            lambda do: do.navigation.go_to_timeline(), (needs.other_panels,)),
    Command("panel-4", MOVE, ("4",), "Follow-ups",
            "Go to the follow-ups.",
            lambda do: do.navigation.go_to_follow_ups(), (needs.other_panels,)),
    Command("panel-5", MOVE, ("5",), "Detail",
            "Go to the detail of the commitment.",
            lambda do: do.navigation.go_to_detail(), (needs.other_panels,),
            also="history log updates evidence sources"),
    Command("next-panel", MOVE, ("tab",), "Next panel",
            "Go to the next panel.",
            lambda do: do.navigation.next_panel(), (needs.other_panels,)),
    Command("previous-panel", MOVE, ("shift+tab",), "Previous panel",
            "Go to the panel before.",
            lambda do: do.navigation.previous_panel(), (needs.other_panels,)),
    Command("down", MOVE, ("down", "j"), "Down",
            "Move one row down.",
            lambda do: do.navigation.down()),
    Command("up", MOVE, ("up", "k"), "Up",
            "Move one row up.",
            lambda do: do.navigation.up()),
    Command("left", MOVE, ("left", "h"), "Left",
            "On the timeline, earlier; elsewhere, to the panel before.",
            lambda do: do.navigation.left(), (needs.other_panels,)),
    Command("right", MOVE, ("right", "l"), "Right",
            "On the timeline, later; elsewhere, to the next panel.",
            lambda do: do.navigation.right(), (needs.other_panels,)),
    Command("page-down", MOVE, ("pagedown",), "Page down",
            "Move one page down.",
            lambda do: do.navigation.page_down()),
    Command("page-up", MOVE, ("pageup",), "Page up",
            "Move one page up.",
            lambda do: do.navigation.page_up()),
    Command("first", MOVE, ("home", "g"), "First row",
            "Go to the first row.",
            lambda do: do.navigation.first()),
    Command("last", MOVE, ("end", "G"), "Last row",
            "Go to the last row.",
            lambda do: do.navigation.last()),

    Command("open", BOARD, ("o",), "Open source",
            "Open a source of this commitment, or of what is selected, in the browser.",
            lambda do: do.clipboard.open_source(), (needs.commitment_or_selection,),
            also="browser link address evidence"),
    Command("copy", BOARD, ("y",), "Copy",
            "Copy id, title, status and source of this commitment or of what is selected; in the "
            "detail, the address under the cursor.",
            lambda do: do.clipboard.copy(), (needs.commitment_or_selection,)),
    Command("copy-all", BOARD, ("Y",), "Copy all",
            "Copy all that the detail says, as text.",
            lambda do: do.clipboard.copy_all(), (needs.commitment_or_selection,)),
    Command("export", BOARD, ("x",), "Export",
            "Write what is selected, or what the list shows, to a file.",
            lambda do: do.files.export_list(),
            (needs.own_files, needs.listed_or_selection)),
    Command("brief", BOARD, ("B",), "Brief",
            "Read the brief of what the list shows on one page, with its annex; save it.",
            lambda do: do.brief.read(), (needs.listed,), also="report summary one page print"),
    Command("import", BOARD, ("I",), "Import",
            "Bring in commitments from a file; one undo takes them back.",
            lambda do: do.files.import_file(), (needs.own_files, needs.writable)),
    Command("registers", BOARD, ("O",), "Registers",
            "Open another register or make a new one; settings, domains and instruments of this.",
            lambda do: do.registers.choose(),
            also="new open recent settings title days domains instruments template"),
    Command("mouse", BOARD, ("M",), "Mouse",
            "Leave the mouse to the terminal, to select and copy with; again takes it back.",
            lambda do: do.clipboard.toggle_mouse()),
    Command("palette", BOARD, ("colon", "ctrl+p"), "Commands",
            "Find any command, domain, saved view or commitment by its name.",
            lambda do: do.application.open_palette()),
    Command("help", BOARD, ("question_mark", "f1"), "Help",
            "Show what words and marks mean, and the keys of where you are.",
            lambda do: do.application.open_help(), also="legend marks meaning glyphs manual"),
    Command("suspend", BOARD, ("ctrl+z",), "Suspend",
            "Go back to the shell; fg there brings the board back.",
            lambda do: do.application.suspend()),
    Command("quit", BOARD, ("q", "ctrl+q"), "Quit",
            "Close the board; everything is saved already.",
            lambda do: do.application.quit()),
)
# fmt: on

BY_ID = {command.id: command for command in COMMANDS}
LONGEST_NAME = max(len(command.name) for command in COMMANDS)
"""Cells that a column of names needs."""


def grouped() -> list[tuple[str, list[Command]]]:
    """Return the commands under their groups, as help and the keys page list them."""
    return [(name, [each for each in COMMANDS if each.group == name]) for name in GROUPS]
