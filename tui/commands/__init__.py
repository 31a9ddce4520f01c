"""The commands of the board: what they are called, which keys run them, what they need.

The main type is `table.Command`: one row of the table says all of a command, and footer, help,
palette and the keys page follow from it. `keymap.Keymap` has the keys in force, `needs` the
words that say why a command cannot act, `footer` the keys that matter at each place. Nothing
here is a widget or does what a command says.
"""
