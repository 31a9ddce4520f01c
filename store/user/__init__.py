"""What belongs to the person and not to the register: paths, settings, drafts, the editor.

`config.Settings` is the main type: what the user's configuration file says, and what in it could
not be used. `paths` says where everything lives on this machine. Nothing here opens a register.
"""
