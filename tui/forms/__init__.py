"""What the board's forms ask for, and what their answers mean.

The main type is `form.Form`, a name and its fields, which `dialogs.form.FormScreen` shows. For
each kind of thing there is a function that makes its form and one that turns the answers into an
edit of a commitment. Pure values and functions: no widget, no store.
"""
