"""The dialogs of a register as a whole: lists that are managed by keys, and what is said first.

`ManagedScreen` shows domains or instruments and gives back what is to be done with one;
`ConfirmScreen` lists what a change would do and gives back whether to do it. They take values
and know neither board nor store.
"""
