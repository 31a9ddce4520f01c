"""What is particular to a language: words of dates, cues of commitments, names of states.

One folder a language, each holding TOML files with notes on where a rule comes from. Code
elsewhere in `statements` holds no words of a language.
"""
