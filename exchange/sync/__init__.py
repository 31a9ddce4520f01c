"""Sharing a register through git: export, commit, merge, import and push as one step.

`Sync` brings one register and one working copy in step. Git keeps the history and carries it
between machines; what two people wrote is put together by `exchange.merge`, never by git's own
merge of lines. A run that was stopped anywhere can be run again.
"""

from exchange.sync.sync import Sync, SyncReport

__all__ = ["Sync", "SyncReport"]
