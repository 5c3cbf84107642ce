"""Names as numbers, for the addresses of luck; the hash itself is shared with the checks."""

from ccsim.names import find_collisions, name_code

__all__ = ["find_collisions", "name_code"]
