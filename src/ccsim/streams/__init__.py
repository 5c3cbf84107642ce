"""Where luck comes from: a random number is a function of who, what and why."""

from ccsim.compilation import use_source_keyed_cache

use_source_keyed_cache()  # before any module of this folder imports numba
