"""Readers for what users bring; whatever a file holds, it is read and never executed."""
