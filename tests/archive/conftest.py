"""The sample archive, and a Datasette of it that answers without a network."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import picture, routes
from pipeline.archive.serve import make_datasette
from tests.archive.sample import build_sample

TODAY = date(2025, 6, 20)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive; tests must not write to it."""
    return build_sample(tmp_path_factory.mktemp("sample") / "archive.db")


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample archive that the test may write to."""
    return Path(shutil.copy(sample, tmp_path / "archive.db"))


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is always the same day, and page images are kept in a folder of the test."""
    monkeypatch.setattr(routes, "today", lambda: TODAY)
    monkeypatch.setattr(routes, "_PICTURES", {})
    monkeypatch.setattr(routes, "cache_folder", lambda: tmp_path / "pictures")
    assert picture.RENDERER


class Site:
    """A Datasette of an archive, asked as a browser would ask it."""

    def __init__(self, datasette: Any) -> None:
        self.datasette = datasette
        self._loop = asyncio.new_event_loop()
        self._run(datasette.invoke_startup())

    def get(self, path: str, method: str = "GET") -> Any:
        """The response to a request."""
        return self._run(self.datasette.client.request(method, path))

    def text(self, path: str) -> str:
        """The page at an address that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-400:])
        return str(answer.text)

    def close(self) -> None:
        """Let go of the archive."""
        for database in self.datasette.databases.values():
            database.close()
        if self.datasette.executor is not None:
            self.datasette.executor.shutdown()
        self._loop.close()

    def _run(self, waiting: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(waiting)


@pytest.fixture
def make_site() -> Iterator[Callable[..., Site]]:
    """Makes sites that are closed after the test."""
    made: list[Site] = []

    def make(db: Path, **options: Any) -> Site:
        made.append(Site(make_datasette(db, **options)))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(sample: Path, make_site: Callable[..., Site]) -> Site:
    """The sample archive's site."""
    return make_site(sample)
