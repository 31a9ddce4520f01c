"""Keeping a register true: the review of what wants a look, and what the board's words rest on.

`ReviewController` goes through the queue one commitment at a time and saves each answer as it is
given; `WhyController` follows a status or a count down to its source. Neither derives anything:
queue and trail come from `store.portfolio`.
"""
