"""A server that gets ready for its first reader; scenario files that are read once."""

from pathlib import Path

import pytest

from ccsim.store.runs import kept_runs
from ccsim.ui import questions, readiness, sources
from made_up import tiny_scenarios


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tiny_scenarios(tmp_path)


def test_a_first_look_is_played_by_the_server_itself_and_kept_like_any_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "SHOWN_FIRST", ("one_agent", "two_agents"))
    readiness._look_first()
    asked = questions.compared((folder / "one_agent.yaml", folder / "two_agents.yaml"), None, 2, 1)
    assert questions.is_kept(asked)
    (run,) = kept_runs(Path("runs"), asked.facts[0].split()[-1], 1)
    assert run.facts["replications"] == 2
    assert run.facts["engine"] == "compiled"


def test_a_scenario_file_is_read_again_only_where_it_or_its_base_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = sources.source_of

    def source_of(path: Path, *how: object) -> object:
        read.append(path)
        return real(path, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "source_of", source_of)
    patched = folder / "patched.yaml"
    patched.write_text("base: one_agent.yaml\nname: patched\npatch: {teams.desk.headcount: 3}\n")
    first = sources.fact_of(patched, (), None)
    assert sources.fact_of(patched, (), None) == first
    assert len(read) == 1
    base = folder / "one_agent.yaml"
    base.write_text(base.read_text().replace("20/h", "30/h"))
    assert sources.fact_of(patched, (), None) != first
    assert len(read) == 2
