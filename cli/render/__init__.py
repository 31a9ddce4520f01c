"""What commands print, drawn with Rich or as plain text."""
