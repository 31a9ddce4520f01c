"""Documents as text: paragraphs with their numbers, headings, sentences with exact places.

The main type is `statements.reading.document.Document`. Nothing here decides what a sentence
means.
"""
