"""What many tests share: the sample papers, the rules, and one archive of them."""

from pathlib import Path

import pytest

from pipeline.rules import Rules, load_rules

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of sample papers."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that come with the program."""
    return load_rules()


@pytest.fixture(scope="session")
def corpus_archive(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of all sample papers, made once; tests must not write to it."""
    from pipeline.ingest import Settings, ingest

    db = tmp_path_factory.mktemp("archive") / "archive.db"
    report = ingest([corpus], db, Settings(jobs=2), Silent())
    assert report.complete, [file.problems for file in report.files]
    return db


class Silent:
    """A watcher that looks away."""

    def begin(self, files: int) -> None:
        """Nothing."""

    def done(self, report: object) -> None:
        """Nothing."""

    def step(self, name: str) -> None:
        """Nothing."""
