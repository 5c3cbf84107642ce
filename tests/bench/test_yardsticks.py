"""The yardsticks give the right answers; a fast wrong program is no yardstick."""

from pathlib import Path

import pytest

from bench.yardsticks import J1, J3, NO_GCC, Job, Peer, c_peers, simpy_peers

pytestmark = pytest.mark.bench

FAR = 4.0  # standard errors; eight figures in all from each peer, at fixed seeds


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> list[Peer]:
    directory: Path = tmp_path_factory.mktemp("yardsticks")
    return c_peers(directory) or pytest.skip(NO_GCC)


def peer_of(peers: list[Peer], job: Job) -> Peer:
    return next(peer for peer in peers if peer.job is job)


def worst_stray(peer: Peer, seed: int) -> float:
    figures = peer.job.figures(peer.run(seed))
    return max(abs(stray) for stray in peer.job.strays(figures, peer.size).values())


@pytest.mark.parametrize("job", [J1, J3], ids=lambda job: job.name)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_c_loop_gives_the_right_answers(compiled: list[Peer], job: Job, seed: int) -> None:
    assert worst_stray(peer_of(compiled, job), seed) < FAR


@pytest.mark.parametrize("job", [J1, J3], ids=lambda job: job.name)
def test_idiomatic_simpy_gives_the_right_answers(job: Job) -> None:
    assert worst_stray(peer_of(simpy_peers(), job), seed=1) < FAR


@pytest.mark.parametrize("job", [J1, J3], ids=lambda job: job.name)
def test_a_seed_repeats_its_run(compiled: list[Peer], job: Job) -> None:
    size = job.usual_size // 10
    for peer in (peer_of(compiled, job), peer_of(simpy_peers(), job)):
        first, again = (peer.job.figures(peer.run(7, size)) for _ in range(2))
        assert first == again


def test_a_program_that_is_off_is_found_out() -> None:
    figures = {name: right.value for name, right in J1.right.items()}
    figures["abandoned"] *= 1.2
    strays = J1.strays(figures, J1.usual_size)
    assert abs(strays["abandoned"]) > FAR
    assert strays["wait"] == 0
