"""The commands, one module each: `follow-ups` is `follow_ups.py`, and holds a `command`.

A name that Python reserves has an underscore: `import` is `import_.py`.
"""

COMMANDS = (
    "list",
    "show",
    "mark",
    "done",
    "follow-ups",
    "follow",
    "add",
    "edit",
    "remove",
    "undo",
    "redo",
    "log",
    "views",
    "brief",
    "import",
    "export",
    "serve",
    "doctor",
    "where",
    "completion",
)
"""Their names, in the order of the help; a module is loaded when its command is run."""
