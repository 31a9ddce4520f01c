"""Commands that let several people have the same board or register.

They start something that goes on until it is stopped, for others to reach. None of them changes
what a register holds by itself.
"""
