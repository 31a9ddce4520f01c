"""The subcommands of `entente`, one module each, which holds a `command`.

They lie in folders by what they are for. A module is loaded when its command is run, so
that no command pays for what another one needs.
"""

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "list": "cli.commands.viewing.list",
        "show": "cli.commands.viewing.show",
        "why": "cli.commands.viewing.why",
        "review": "cli.commands.viewing.review",
        "looked": "cli.commands.changing.looked",
        "mark": "cli.commands.changing.mark",
        "done": "cli.commands.changing.done",
        "follow-ups": "cli.commands.viewing.follow_ups",
        "follow": "cli.commands.changing.follow",
        "add": "cli.commands.changing.add",
        "keep": "cli.commands.changing.keep",
        "edit": "cli.commands.changing.edit",
        "duplicate": "cli.commands.changing.duplicate",
        "split": "cli.commands.changing.split",
        "merge": "cli.commands.changing.merge",
        "change-id": "cli.commands.changing.change_id",
        "remove": "cli.commands.changing.remove",
        "undo": "cli.commands.changing.undo",
        "redo": "cli.commands.changing.redo",
        "log": "cli.commands.viewing.log",
        "views": "cli.commands.viewing.views",
        "changes": "cli.commands.viewing.changes",
        "brief": "cli.commands.viewing.brief",
        "capture": "cli.commands.statements.capture",
        "compare": "cli.commands.statements.compare",
        "match": "cli.commands.statements.match",
        "import": "cli.commands.transfer.import_",
        "export": "cli.commands.transfer.export",
        "new": "cli.commands.register.new",
        "settings": "cli.commands.register.settings",
        "domains": "cli.commands.register.domains",
        "instruments": "cli.commands.register.instruments",
        "sync": "cli.commands.sharing.sync",
        "merge-driver": "cli.commands.sharing.merge_driver",
        "copy": "cli.commands.sharing.copy",
        "grants": "cli.commands.sharing.grants",
        "serve": "cli.commands.sharing.serve",
        "doctor": "cli.commands.maintenance.doctor",
        "where": "cli.commands.maintenance.where",
        "completion": "cli.commands.maintenance.completion",
    }
)
"""Each command's module, in the order of the help."""
