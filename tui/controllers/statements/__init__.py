"""What the board does with documents: read a statement into the register, compare two.

`StatementReadingController` opens the reading screen and has the store worker write what was
decided there. Everything that reads documents is imported when it is used: the board starts
without it.
"""
