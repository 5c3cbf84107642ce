"""How decisions fall: small pure functions, one source for both engines."""

from ccsim.streams.compiling import compile_in_turn

compile_in_turn()  # before any module of this folder imports numba
