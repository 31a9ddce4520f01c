"""The board: Entente on one screen, from the keyboard.

The main type is `app.BoardApp`, which `launch.run_board` runs on an open register. From above to
below: `screens` hold the portfolio and turn keys into commands, `controllers` do what commands
say, `board` lays the panels out and is the only way to the store, `dialogs`, `widgets` and
`panels` show and ask, `rendering` draws, `commands` names. Nothing here knows the command line.
"""
