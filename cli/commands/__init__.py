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
    "edit",
    "undo",
    "redo",
    "log",
    "import",
    "export",
    "doctor",
    "where",
)
"""Their names, in the order of the help; a module is loaded when its command is run."""
