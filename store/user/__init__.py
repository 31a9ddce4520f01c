"""What belongs to the person and not to the register: paths, configuration, drafts, editor."""
