"""metadata.yml for an archive of any name, where Datasette was started without it."""

from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from pipeline.archive.reading import archive_name

_HERE = Path(__file__).resolve().parent


def metadata_path() -> Path:
    """The metadata that comes with the program: inside the wheel, or beside the source."""
    installed = _HERE.parent / "_data" / "metadata.yml"
    return installed if installed.is_file() else _HERE.parent.parent / "metadata.yml"


@cache
def load_metadata(path: Path | None = None) -> dict[str, Any]:
    """The metadata as it is written: for an archive called `archive`."""
    chosen = path or metadata_path()
    if not chosen.is_file():
        return {}
    from datasette.utils import parse_metadata

    loaded: dict[str, Any] = parse_metadata(chosen.read_text(encoding="utf-8")) or {}
    return loaded


def metadata_for(name: str) -> dict[str, Any]:
    """The metadata for an archive called `name`; the top two levels are the caller's own."""
    written = load_metadata()
    databases = written.get("databases") or {}
    return {**written, "databases": {name: databases.get("archive") or {}}}


class _Describe:
    """Which of the running Datasettes need our metadata: those that were given none."""

    def __init__(self) -> None:
        self._needs: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    def begin(self, datasette: Any, *, described: bool) -> None:
        """Give `datasette` our metadata from now on, unless its own describes the tables."""
        name = archive_name(datasette)
        if name is not None and not described:
            self._needs[datasette] = metadata_for(name)

    def metadata(self, datasette: Any) -> dict[str, Any]:
        """Our metadata, in mappings of which Datasette may change the upper ones."""
        found = self._needs.get(datasette)
        if found is None:
            return {}
        return {**found, "databases": dict(found["databases"])}


describe = _Describe()
