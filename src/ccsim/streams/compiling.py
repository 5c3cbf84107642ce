"""What happens before anything is compiled: a place is found for it, and programs take turns."""

import functools

from ccsim.compilation import Turn, is_compiled, use_source_keyed_cache


@functools.cache
def compile_in_turn() -> None:
    """Get numba ready; call it before importing numba.

    Until all is compiled numba holds a lock that all programs share, whenever it looks for code,
    compiles and keeps it.
    """
    folder = use_source_keyed_cache()
    if is_compiled():
        return

    from numba.core import event

    turn = Turn(folder / ".compiling")

    class InTurn(event.Listener):
        def on_start(self, _event: event.Event) -> None:
            turn.take()

        def on_end(self, _event: event.Event) -> None:
            turn.give()

    event.register("numba:compiler_lock", InTurn())
