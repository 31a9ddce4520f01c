"""Commands that look after the files and the shell, whatever the register says."""
