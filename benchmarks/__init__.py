"""What is measured, and the registers it is measured on."""
