"""One page for a decision, and the same answers for a terminal."""
