"""What crosses a register's border: files brought in, files written out, and the brief."""
