"""Which passages bear on each other: words weighted by rarity, names, subjects, sections.

`statements.matching.matcher.Matcher` names the commitments of a register that a passage bears
on; `statements.matching.index.PassageIndex` is what it and the comparison of two documents rest
on. It shortlists and never links.
"""
