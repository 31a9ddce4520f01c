"""Bringing commitments in from files that others wrote: told apart, read, compared, saved."""
