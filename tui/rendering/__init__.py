"""What the board draws with: glyphs, cells, colours and the geometry of time."""
