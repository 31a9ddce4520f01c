"""What is drawn while statements are read and compared: two panes, with texts and proposals.

`TwoPanes` lays out two panes between a head and the keys, and tells what was clicked. What
stands in the panes is made by functions that know neither screen nor store, of values that are
handed in.
"""
