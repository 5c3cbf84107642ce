"""The same model compiled: same plan, same rules, same log."""

from ccsim.streams.compiling import compile_in_turn

compile_in_turn()  # before any module of this folder imports numba
