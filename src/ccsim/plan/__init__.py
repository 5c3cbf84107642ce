"""A scenario made ready for a replication: flat integer tables, and what Day and State hold."""
