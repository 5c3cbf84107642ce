"""How decisions fall: small pure functions, one source for both engines."""

from ccsim.compilation import use_source_keyed_cache

use_source_keyed_cache()  # before any module of this folder imports numba
