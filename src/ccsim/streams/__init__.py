"""Where luck comes from: a random number is a function of who, what and why."""

from ccsim.streams.compiling import compile_in_turn

compile_in_turn()  # before any module of this folder imports numba
