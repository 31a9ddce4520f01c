"""What one document did with the promises of another: candidates, facts and a proposed relation.

`statements.comparing.compare.compare` is the way in. It says "not found again", never "dropped":
that is for a person to say.
"""
