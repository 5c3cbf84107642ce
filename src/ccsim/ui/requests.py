"""What a reader asked to be compared, and the results of this session that answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ccsim.experiments.compare import Comparison, compare
from ccsim.experiments.replicate import source_of
from ccsim.spec.writing import fingerprint

_MOST_RESULTS = 5


@dataclass(frozen=True)
class Asked:
    """The choices of the form."""

    paths: tuple[Path, ...]
    weeks: int | None
    replications: int
    seed: int

    def key(self) -> str:
        """Equal when the same numbers come out: the facts of the files, not their age, count.

        Raises:
            UsageError: a file cannot be used.
        """
        sources = [source_of(path, weeks=self.weeks) for path in self.paths]
        facts = [f"{one.scenario.name} {fingerprint(one.scenario)}" for one in sources]
        return repr((facts, self.replications, self.seed))


def answer(asked: Asked, progress: Callable[[int, int], None]) -> Comparison:
    """The comparison that was asked for, played unless this session has it.

    Raises:
        UsageError: what was asked cannot be compared.
    """
    kept: dict[str, Comparison] = st.session_state.setdefault("results", {})
    key = asked.key()
    if key not in kept:
        kept[key] = compare(
            list(asked.paths),
            weeks=asked.weeks,
            replications=asked.replications,
            seed=asked.seed,
            progress=progress,
        )
        for old in list(kept)[:-_MOST_RESULTS]:
            del kept[old]
    return kept[key]
