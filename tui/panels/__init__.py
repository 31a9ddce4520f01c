"""The five panels of the board, one file each, and what they share.

The main type is `panel.Panel`, a framed list that draws line by line, so that a hundred thousand
rows cost what those in view cost. A panel is bound to the portfolio, draws it, and posts messages
of where its cursor went. It never calls the store and never looks into another panel.
"""
