"""The bars of speed and size (architecture, section 5); `make bench` prints what was measured."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from bench.speed import (
    SCENARIOS,
    Bar,
    Measured,
    fresh_calls_per_second,
    hold,
    plan_of,
    play,
    ratio_in_turn,
)
from bench.yardsticks import J1, J3, NO_GCC, Job, Peer, c_peers, simpy_peers
from ccsim.eventlog.chunk import Chunk
from ccsim.overnight import night
from ccsim.overnight.night import Nights
from ccsim.plan.state import Day, State
from ccsim.replication import EngineName

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]

ROUNDS = 7
J3_DAYS = "calendar.days=200"
MODELS = ("scripted_call_center.yaml", "solution_center.yaml", "pit_stop.yaml")
EVERYTHING = str(Path(__file__).with_name("everything.yaml"))
"""All that changes overnight, at once."""
WORLDS = pytest.mark.parametrize(
    ("names", "told"), [(MODELS, "three models"), ((EVERYTHING,), "everything at once")]
)

Tell = Callable[[str, object], None]


@pytest.fixture(scope="module")
def c_loops(tmp_path_factory: pytest.TempPathFactory) -> list[Peer]:
    return c_peers(tmp_path_factory.mktemp("peers")) or pytest.skip(NO_GCC)


def speed_of(peers: list[Peer], job: Job) -> Callable[[int], float]:
    peer = next(peer for peer in peers if peer.job is job)

    def speed(number: int) -> float:
        result = peer.run(seed=1 + number)
        return job.calls(result) / result["seconds"]

    return speed


def against(
    bar: Bar, ours: Callable[[int], float], peer: Callable[[int], float], tell: Tell
) -> None:
    def measure() -> Measured:
        ratio, mine, other = ratio_in_turn(ours, peer, ROUNDS)
        return Measured(ratio, f"{mine:,.0f} against {other:,.0f} calls/s")

    hold(bar, measure, tell)


def test_j1_compiled_against_a_c_loop(c_loops: list[Peer], record_property: Tell) -> None:
    ours = fresh_calls_per_second(plan_of("theory/j1.yaml"), "compiled")
    bar = Bar("J1, compiled against a C loop with a heap", 0.6)
    against(bar, ours, speed_of(c_loops, J1), record_property)


def test_j1_compiled_against_idiomatic_simpy(record_property: Tell) -> None:
    ours = fresh_calls_per_second(plan_of("theory/j1.yaml"), "compiled")
    bar = Bar("J1, compiled against idiomatic SimPy", 80)
    against(bar, ours, speed_of(simpy_peers(), J1), record_property)


def test_j3_compiled_against_a_c_loop(c_loops: list[Peer], record_property: Tell) -> None:
    ours = fresh_calls_per_second(plan_of("theory/j3.yaml", [J3_DAYS]), "compiled")
    bar = Bar("J3, compiled against the C loop, steady", 0.6)
    against(bar, ours, speed_of(c_loops, J3), record_property)


def test_j1_simpy_against_idiomatic_simpy(record_property: Tell) -> None:
    ours = fresh_calls_per_second(plan_of("theory/j1.yaml", ["calendar.days=1"]), "simpy")
    bar = Bar("J1, the simpy engine (log on) against idiomatic SimPy", 1.2)
    against(bar, ours, speed_of(simpy_peers(), J1), record_property)


@WORLDS
def test_compiled_against_simpy(names: tuple[str, ...], told: str, record_property: Tell) -> None:
    plans = [plan_of(name) for name in names]

    contacts: dict[EngineName, int] = {}

    def seconds(engine: EngineName) -> tuple[float, float]:
        games = [play(plan, engine) for plan in plans]
        contacts[engine] = sum(calls.contacts for _, calls in games)
        return (
            sum(playback.played_s for playback, _ in games),
            sum(playback.night_s for playback, _ in games),
        )

    def measure() -> Measured:
        rounds = [(seconds("compiled"), seconds("simpy")) for _ in range(3)]
        played = median(simpy[0] / compiled[0] for compiled, simpy in rounds)
        whole = median(sum(simpy) / sum(compiled) for compiled, simpy in rounds)
        compiled, simpy = rounds[-1]
        return Measured(
            played,
            f"{contacts['compiled'] / compiled[0]:,.0f} against "
            f"{contacts['simpy'] / simpy[0]:,.0f} contacts/s played; with {compiled[1]:.2f} s of "
            f"nights beside {compiled[0]:.2f} s of days the whole is {whole:.1f} x",
        )

    seconds("compiled")
    hold(Bar(f"{told}, played part: compiled against simpy", 25), measure, record_property)


@WORLDS
def test_the_night_of_100_000_customers(
    names: tuple[str, ...], told: str, record_property: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights: list[float] = []

    class TimedNights(Nights):
        def step(self, day: int, state: State) -> tuple[State, Day, Chunk]:
            began = time.perf_counter()
            stepped = super().step(day, state)
            nights.append(1000 * (time.perf_counter() - began))
            return stepped

    monkeypatch.setattr(night, "Nights", TimedNights)
    plans = [plan_of(name) for name in names]

    def measure() -> Measured:
        nights.clear()
        days = [1000 * play(plan, "compiled")[0].played_s / plan.total_days for plan in plans]
        beside = f"ms, median of {len(nights)} nights; a day is played in {median(days):.2f} ms"
        return Measured(median(nights), beside)

    bar = Bar(f"the night of 100,000 customers, {told}", 10, "ms", at_least=False)
    hold(bar, measure, record_property)


def environment(**variables: str) -> dict[str, str]:
    """What a process needs to play with the ccsim that is tested here."""
    places = os.pathsep.join(place for place in sys.path if place)
    return os.environ | {"PYTHONPATH": places} | variables


def run_for_memory(name: str, sets: str) -> dict[str, float]:
    script = Path(__file__).with_name("run_for_memory.py")
    words = [sys.executable, str(script), str(SCENARIOS / name), sets]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment())
    found: dict[str, float] = json.loads(done.stdout)
    return found


on_linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="peak memory is read from /proc"
)


@on_linux
@pytest.mark.parametrize("name", [MODELS[0], EVERYTHING], ids=["scripted", "everything"])
def test_memory_is_flat_over_a_year(name: str, record_property: Tell) -> None:
    def measure() -> Measured:
        short, long = (
            run_for_memory(name, f"calendar.weeks={weeks}")["peak_mib"] for weeks in (6, 52)
        )
        return Measured(long / short, f"{short:.0f} MiB for 6 weeks, {long:.0f} for 52")

    bar = Bar(f"peak memory of a year against 6 weeks, {Path(name).stem}", 1.1, at_least=False)
    hold(bar, measure, record_property)


@on_linux
def test_memory_of_ten_million_contacts(record_property: Tell) -> None:
    def measure() -> Measured:
        run = run_for_memory("theory/j1.yaml", "calendar.days=74")
        assert run["contacts"] > 10_000_000
        return Measured(run["peak_mib"], f"{run['contacts']:,.0f} contacts, Ledger and digest on")

    bar = Bar("peak memory of 10 million contacts", 1000, "MiB", at_least=False)
    hold(bar, measure, record_property)


def command(tmp_path: Path, *words: str, **variables: str) -> tuple[float, float]:
    """The seconds of a whole command, and the processors' seconds that it took."""
    program = [sys.executable, "-c", "from ccsim.cli import main; main()"]
    options = ["--out", str(tmp_path / "runs"), "--quiet", "--fresh"]  # nothing from the store
    began, before = time.perf_counter(), os.times()
    subprocess.run(
        [*program, *words, *options], env=environment(**variables), capture_output=True, check=True
    )
    took, after = time.perf_counter() - began, os.times()
    busy = after.children_user + after.children_system
    return took, busy - before.children_user - before.children_system


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor")
def test_two_workers_against_one(record_property: Tell, tmp_path: Path) -> None:
    words = ["run", str(SCENARIOS / MODELS[0]), "--weeks", "26", "--replications", "48"]

    def measure() -> Measured:
        one, busy_one = command(tmp_path, *words, "--workers", "1")
        two, busy_two = command(tmp_path, *words, "--workers", "2")
        beside = f"{one:.1f} and {two:.1f} s; of processors {busy_one:.1f} and {busy_two:.1f} s"
        return Measured(one / two, beside)

    hold(Bar("2 workers against 1, whole command", 1.8), measure, record_property)


def first_run() -> list[str]:
    return ["run", str(SCENARIOS / "theory" / "erlang_a.yaml"), "--replications", "1"]


def test_the_first_command_after_install(record_property: Tell, tmp_path: Path) -> None:
    attempts = iter(range(100))

    def measure() -> Measured:
        empty = str(tmp_path / f"attempt {next(attempts)}")
        took, busy = command(tmp_path, *first_run(), NUMBA_CACHE_DIR=empty)
        return Measured(took, f"nothing compiled yet; {busy:.1f} s of a processor")

    bar = Bar("first command, compile included", 60, "s", at_least=False)
    hold(bar, measure, record_property)


def test_a_command_from_cache(record_property: Tell, tmp_path: Path) -> None:
    command(tmp_path, *first_run())

    def measure() -> Measured:
        took, busy = zip(*(command(tmp_path, *first_run()) for _ in range(5)), strict=True)
        return Measured(median(took), f"median of 5; {median(busy):.1f} s of a processor")

    bar = Bar("from cache to first result", 3, "s", at_least=False)
    hold(bar, measure, record_property)
