"""A run on disk, repeatable from its folder alone."""
