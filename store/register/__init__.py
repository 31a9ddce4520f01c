"""One open register: read, changed in transactions, undone, brought up to date."""
