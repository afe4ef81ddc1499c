"""How long a whole town takes to divide: `python -m tests.benchmarks.allocation [schools offers wishes]`.

300 schools × 400 offers × 5 wishes took 0.9 to 2.4 seconds on a busy machine of two cores (three towns); four wishes
of ten are granted there, and every school gets something.
"""

from __future__ import annotations

import sys
from time import perf_counter

from portal.allocations.document import digest, result, written
from portal.allocations.solving import solve
from tests.portal.allocations.instances import large

if __name__ == "__main__":
    schools, offers, each = [int(word) for word in sys.argv[1:4]] or [300, 400, 5]
    for seed in (7, 8, 9):
        problem = large(schools, offers, each, seed)
        begun = perf_counter()
        granted = solve(problem)
        took = perf_counter() - begun
        sys.stdout.write(
            f"town {seed}: {len(problem.wishes)} wishes, {len(granted)} granted, score {problem.score(granted)},"
            f" {took:.1f} s, {digest(result(problem, granted))[:12]} for {digest(written(problem))[:12]}\n"
        )
