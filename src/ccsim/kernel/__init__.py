"""The same model compiled: same plan, same rules, same log."""

from ccsim.compilation import use_source_keyed_cache

use_source_keyed_cache()  # before any module of this folder imports numba
