"""Screens that lie over the board until they are answered or left.

The main type is `dialog.Dialog`; most are lists to choose from, `picker.ChoosingScreen`. A dialog
gets the values it shows and gives back what was answered. It never changes the register and
knows nothing of the board below it.
"""
