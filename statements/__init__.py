"""What documents say: read a statement, find its commitments, compare it with another.

The way in is `statements.reading.reader.read_document`, which makes a `Document` of a text,
Markdown, HTML, DOCX or PDF file; `statements.capture.capture.capture` proposes commitments from
it, `statements.comparing.compare.compare` shows what one document did with the promises of
another, and `statements.matching.matcher.Matcher` names the commitments a passage bears on.

Everything here is offline and deterministic and proposes only: it writes no register, fetches
nothing, executes nothing, and knows neither the board nor the command line.
"""
