"""Commands by which commitments come in from files and go out to them."""
