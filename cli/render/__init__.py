"""What commands print on a terminal: tables, panels and the brief, drawn with Rich.

Every function takes values and the `Glyphs` of the terminal, and returns or prints what is
to be seen. Texts from the register reach the screen as they are, never as markup. Nothing here
reads or changes a register.
"""
