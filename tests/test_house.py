"""The floors of the house: who may import whom, one door a library, nothing heavy at the door."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import from its own floor's package and from floors below, never from above.
FLOORS = (
    {"errors", "model", "__init__"},
    {"rules", "clean", "match", "nlp", "numbering"},
    {"when", "names"},
    {"read", "split", "extract"},
    {"process"},
    {"factrows", "check", "store", "evaluate", "link", "cluster"},
    {"sources"},
    {"archive", "ingest", "questions"},
    {"cli"},
    {"__main__"},
)
DOORS = {
    "click": {"cli"},
    "rich": {"cli"},
    "spacy": {"nlp"},
    "rapidfuzz": {"match"},
    "sqlite_utils": {"store"},
    "yaml": {"rules"},
    "pypdfium2": {"read", "archive"},
    "pdfplumber": {"read"},
    "pikepdf": {"read"},
    "docx": set(),
    "lxml": {"read"},
    "selectolax": {"read"},
    "datasette": {"archive"},
    "distributed": {"cluster"},
    "numpy": {"link"},
}


def _room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _floor(room: str) -> int:
    return next(level for level, rooms in enumerate(FLOORS) if room in rooms)


def _imports(module: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
            if node.module == "pipeline":
                names += [f"pipeline.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_go_down(module: Path) -> None:
    here = _room(module)
    for name in _imports(module):
        parts = name.split(".")
        if parts[0] != "pipeline" or len(parts) < 2 or parts[1] == "__version__":
            continue
        there = parts[1]
        assert there == here or _floor(there) <= _floor(here), f"{here} imports {there}"
        siblings = {"read", "split", "extract"}
        if {here, there} <= siblings:
            assert here == there, f"{here} and {there} are siblings that do not know each other"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_has_one_door(module: Path) -> None:
    for name in _imports(module):
        rooms = DOORS.get(name.split(".")[0])
        assert rooms is None or _room(module) in rooms, f"{name} is imported in {module}"


def test_extractors_do_not_know_each_other() -> None:
    for module in (PACKAGE / "extract").rglob("*.py"):
        own = module.relative_to(PACKAGE / "extract").parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for name in _imports(module):
            if name.startswith("pipeline.extract."):
                assert name.split(".")[2] == own, f"{own} imports {name}"


def test_the_command_line_starts_light() -> None:
    code = (
        "import sys, pipeline.cli; heavy = {'spacy', 'pypdfium2', 'pdfplumber', 'rapidfuzz',"
        " 'datasette', 'sqlite_utils', 'numpy', 'rich', 'pikepdf', 'docx', 'selectolax', 'yaml'};"
        " print(*sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_does(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text()))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_grows_past_one_sitting(module: Path) -> None:
    assert len(module.read_text().splitlines()) <= 420
