"""Documents as text: paragraphs with their numbers, headings, sentences with exact places.

The main type is `statements.reading.document.StatementDocument`. Nothing here decides what a
sentence means, and nothing is executed or fetched.
"""
