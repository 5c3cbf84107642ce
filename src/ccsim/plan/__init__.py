"""A scenario made ready for one replication: flat integer tables, and the shapes of Day and State."""
