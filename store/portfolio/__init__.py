"""A register as a board or a list shows it: seen through a query and domains, on one day.

The main type is `portfolio.Portfolio`. Every filter makes a new one from the old, and they share
an `index.Index` of what was worked out before, so that a filter over 100,000 commitments answers
while somebody types. A portfolio never changes and never touches the disk.
"""
