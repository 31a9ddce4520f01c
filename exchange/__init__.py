"""What crosses a register's border: files brought in, files written out, and the brief.

`importers` reads what other trackers and spreadsheets hold, `exporters` writes a register in nine
formats, `brief` puts a portfolio into the words of a report. They share the `crosswalk` of status
words and the `escaping` of texts; `vowel_signs` says how wide a text is on a terminal, for the
board and for what is printed. All of it works through a `Store` and a `Portfolio`: it never
writes a register's files itself, and never invents what a file does not say.
"""
