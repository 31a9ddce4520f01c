"""The commands that make a register of one's own and keep its frame: settings and lists.

`new` makes one, `settings` says what it is about and after how many days things are stale,
`domains` and `instruments` manage its two lists. None of them touches what a commitment promised.
"""
