"""What pages for people are written with, whatever they are about."""
