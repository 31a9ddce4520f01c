"""One open register: its commitments read, changed in transactions with a history, undone.

The main type is `store.Store`. Below it, `reader.Reader` turns stored documents into values,
`transaction.Transaction` writes them together with a history entry, and `codec` stands between
the two forms. `opening` finds the register to open and `migrations` brings an older one up to
date. Nothing here draws, prints or asks: what goes wrong is raised as an `EntenteError`.
"""
