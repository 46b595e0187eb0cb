"""The files of a run: which of what is given are papers, what they are, which are gone."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.store.archive import FileEntry

_NO_PAPERS = re.compile(
    r"\.(md|jsonl?|[ct]sv|xml|ya?ml|toml|ini|cfg|py|js|css|png|jpe?g|gif|svg|ico|db|sqlite|zip|gz"
    r"|log|ics)$",
    re.IGNORECASE,
)


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, sorted, and those in folders that are no papers.

    A file that is named is always read; in folders hidden files and what is clearly no paper
    (data, pictures, programs) are passed over.
    """
    chosen: dict[Path, None] = {}
    passed_over: list[Path] = []
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
                if hidden or not file.is_file():
                    continue
                if _NO_PAPERS.search(file.name):
                    passed_over.append(file)
                else:
                    chosen[file] = None
        elif path.exists():
            chosen[path] = None
        else:
            raise UsageError(f"There is nothing at {path}. Check the name and try again.")
    return list(chosen), passed_over


def make_entry(path: Path) -> FileEntry:
    """What a file is known by in an archive; raises `OSError` where it cannot be read."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return FileEntry(path.name, str(path), stream.tell(), sha256)


def find_gone(held: Iterable[str], given: Sequence[Path], files: Sequence[Path]) -> tuple[str, ...]:
    """Of the paths that are `held`, those in the folders `given` whose files lie there no more."""
    folders = [path.resolve() for path in given if path.is_dir()]
    here = {path.resolve() for path in files}
    return tuple(
        path
        for path in sorted(held)
        if (whole := Path(path).resolve()) not in here
        and any(whole.is_relative_to(folder) for folder in folders)
    )
