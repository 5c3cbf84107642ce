"""`python -m ccsim` is the command line."""

from ccsim.cli import main

main()
