"""What a page of the archive costs, of ours and of plain Datasette on the same file."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.work import Work, kilobytes

_ROUNDS = 5
_PATIENCE = 2.0
"""After so many seconds an address is asked no more."""


def our_pages(db: str) -> Work:
    """The pages of the archive."""
    from pipeline.archive.serve import make_datasette

    return _measure(db, lambda: make_datasette(Path(db)), 0)


def plain_pages(db: str) -> Work:
    """The same questions put to Datasette as it is, with none of our pages."""
    sys._called_from_test = True  # type: ignore[attr-defined]  # so that it loads no plugins
    from datasette.app import Datasette

    return _measure(db, lambda: Datasette([db]), 1)


def _measure(db: str, make: Callable[[], Any], whose: int) -> Work:
    from tests.archive.speed import addresses

    asked = {question: paths[whose] for question, paths in addresses(db)}

    import asyncio

    def work() -> dict[str, float | None]:
        found: dict[str, float | None] = asyncio.run(_ask_all(make(), asked))
        found["size of the file in MB"] = round(kilobytes(Path(db)) / 1000, 1)
        return found

    return work


async def _ask_all(datasette: Any, asked: Mapping[str, str]) -> dict[str, float | None]:
    await datasette.invoke_startup()
    found = {question: await _ask(datasette, path) for question, path in asked.items()}
    datasette.executor.shutdown()
    return found


async def _ask(datasette: Any, path: str) -> float | None:
    """Median milliseconds of the processor, after a first look; None where it gives up."""
    times: list[float] = []
    started = time.perf_counter()
    for _ in range(_ROUNDS + 1):
        began = time.process_time()
        answer = await datasette.client.get(path)
        times.append((time.process_time() - began) * 1000)
        if answer.status_code != 200:
            return None
        if time.perf_counter() - started > _PATIENCE:
            break
    return round(statistics.median(times[1:] or times), 2)


PAGES: Mapping[str, Callable[[str], Work]] = {
    function.__name__: function for function in (our_pages, plain_pages)
}
