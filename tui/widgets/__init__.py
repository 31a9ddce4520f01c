"""The lines around the panels, and what dialogs are made of.

Header, footer and message line are always there; the marking strip, the filter line, the evidence
line and questions come and go. Each is a `rendering.line_widget.LineWidget` that posts a message
named by what was meant, such as `messages.ProgressMarked`. None of them acts on it.
"""
