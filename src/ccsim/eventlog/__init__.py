"""The record: append-only columns with a fixed schema, the same from both engines."""
