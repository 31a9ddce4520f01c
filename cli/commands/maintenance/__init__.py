"""Commands that look after the files and the shell, whatever the register says.

They work without an open register, so that they are there when it is damaged or not made yet.
None of them changes a commitment, but for what `doctor --repair` mends.
"""
