"""Tests of reading documents, finding commitments in them and comparing them."""
