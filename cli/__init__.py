"""The `entente` command: every job that works without the board, and the door to it.

`main.run` is the way in, with arguments and today's date; `commands` has one module for each
subcommand, which gets a `context.Session` with the options and the open register. Data goes to
stdout, words about it to stderr. The board is loaded only when it is about to be opened.
"""
