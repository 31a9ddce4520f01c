"""The screens that statements are read and compared on, over the board.

`StatementReadingScreen` goes through the passages of one document, and gives back what was
decided when it is left. A screen takes values and glyphs, knows neither board nor store, and
writes nothing.
"""
