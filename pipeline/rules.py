"""The only reader of `rules/`: YAML files of terms, lexicons and rules, checked as they load.

A rule file is a *book*. It may hold `terms` (named fragments, used elsewhere as `$name`),
`rules` (a list, in order of precedence), and any further sections that its extractor declares.
A rule has an `id`, a `note`, examples (`finds`, `ignores`, `todo`) and the keys that its
mechanism understands. An unknown key, an unknown term or a pattern that does not compile is a
`RuleError` that names the file and the rule. What a rule *does* belongs to its extractor.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

import yaml

from pipeline.errors import RuleError

_HERE = Path(__file__).resolve().parent
_COMMON_KEYS = frozenset({"id", "note", "finds", "ignores", "todo"})
_MOST_VALUES = 200_000
_LONGEST_PATTERN = 1_000_000
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What PyYAML lets out beside its own errors, for a number that is none and the like."""

Kind = TypeVar("Kind")
Source = TypeVar("Source", "RuleBook", "Rules")
_TERM = re.compile(r"\$([a-z][a-z0-9_]*)|\$\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: `fields` are the keys of its mechanism; examples are texts with expected fields."""

    id: str
    note: str
    fields: Mapping[str, Any]
    finds: tuple[Mapping[str, Any], ...]
    ignores: tuple[Mapping[str, Any], ...]
    todo: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """One rule file. Equal only to itself, so that compiled forms can be cached by book."""

    name: str
    path: Path
    digest: str
    terms: Mapping[str, str]
    rules: tuple[Rule, ...]
    sections: Mapping[str, Any]

    def section(self, name: str) -> Mapping[str, Any]:
        """A section that holds values by name."""
        values = self.sections.get(name)
        if not isinstance(values, dict):
            raise RuleError(f"{self.path.name}: `{name}` must hold values by name.")
        return values

    def pattern(self, text: str, flags: int = re.IGNORECASE, where: str = "") -> re.Pattern[str]:
        """Compile a pattern with its `$terms` filled in."""
        return compile_pattern(text, self.terms, f"{self.path.name}{where and ': ' + where}", flags)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """A folder of rule files, loaded once each."""

    folder: Path

    def book(
        self,
        name: str,
        *,
        keys: Collection[str] = (),
        sections: Collection[str] = (),
    ) -> RuleBook:
        """The rule file `name`.yml, whose rules may have `keys` and which may have `sections`."""
        return _load_book(self.folder, name, frozenset(keys), frozenset(sections))

    def examples(self, name: str) -> tuple[Rule, ...]:
        """Every rule of a book for its examples' sake: also those in the book's own sections."""
        data = _read_yaml(self.folder / f"{name}.yml")
        lists = [value for value in data.values() if isinstance(value, list)]
        return tuple(
            _load_rule(f"{name}.yml", item, None)
            for items in lists
            for item in items
            if isinstance(item, dict) and "id" in item
        )

    def names(self) -> tuple[str, ...]:
        """The names of the rule files that are here, in order."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.yml")))

    def digest(self) -> str:
        """A short fingerprint of every rule file: the same rules, the same digest."""
        total = hashlib.sha256()
        for path in sorted(self.folder.glob("*.yml")):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return total.hexdigest()[:12]


def default_folder() -> Path:
    """The rules that come with the program: inside the wheel, or beside the source."""
    installed = _HERE / "_data" / "rules"
    return installed if installed.is_dir() else _HERE.parent / "rules"


@cache
def load_rules(folder: Path | None = None) -> Rules:
    """The rules in `folder`, by default those that come with the program."""
    chosen = folder or default_folder()
    if not chosen.is_dir():
        raise RuleError(f"There is no folder of rules at {chosen}.")
    if next(chosen.glob("*.yml"), None) is None:
        raise RuleError(f"There are no rule files (*.yml) in {chosen}.")
    return Rules(chosen)


def compiled(make: Callable[[Source], Kind]) -> Callable[[Source], Kind]:
    """`make`, which compiles a book or all rules, called once for each of them.

    What it trips over, a list where a text should be and the like, is a `RuleError`.
    """

    @cache
    def once(source: Source) -> Kind:
        try:
            return make(source)
        except _UNREADABLE as error:
            where = source.path.name if isinstance(source, RuleBook) else source.folder
            said = f"a value is not of the kind that is needed there ({error})"
            raise RuleError(f"{where}: {said}. Take back what was changed last.") from error

    return once


def compile_pattern(
    text: str, terms: Mapping[str, str], where: str, flags: int = re.IGNORECASE
) -> re.Pattern[str]:
    """`text` as a pattern, each `$name` or `${name}` replaced by its term in a group."""
    expanded = expand(text, terms, where)
    try:
        return re.compile(expanded, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise RuleError(f"{where}: the pattern does not compile ({error}).") from error


def expand(text: str, terms: Mapping[str, str], where: str, depth: int = 0) -> str:
    """`text` with its terms filled in, and theirs; a circle of terms is an error."""
    if depth > 12:
        raise RuleError(f"{where}: the terms go round in a circle.")
    if not isinstance(text, str):
        raise RuleError(f"{where}: the pattern is no text but {text!r}.")

    def fill(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name not in terms:
            raise RuleError(f"{where}: there is no term ${name}.")
        return f"(?:{expand(terms[name], terms, where, depth + 1)})"

    expanded = _TERM.sub(fill, text)
    if len(expanded) > _LONGEST_PATTERN:
        raise RuleError(f"{where}: the terms make a pattern that is too long.")
    return expanded


@cache
def _load_book(folder: Path, name: str, keys: frozenset[str], sections: frozenset[str]) -> RuleBook:
    path = folder / f"{name}.yml"
    data = _read_yaml(path)
    unknown = set(data) - sections - {"terms", "rules", "about"}
    if unknown:
        raise RuleError(f"{path.name}: unknown section {_listed(unknown)}.")
    given = _must_be(dict, data.get("terms") or {}, f"{path.name}: `terms`")
    terms = {str(key): _as_alternatives(value) for key, value in given.items()}
    listed = _must_be(list, data.get("rules") or [], f"{path.name}: `rules`")
    rules = tuple(_load_rule(path.name, item, keys) for item in listed)
    _forbid_twins(path.name, rules)
    return RuleBook(
        name=name,
        path=path,
        digest=hashlib.sha256(path.read_bytes()).hexdigest()[:12],
        terms=terms,
        rules=rules,
        sections=_Keys.named(path.name, {key: data[key] for key in data if key in sections}),
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RuleError(f"The rule file {path} cannot be read ({error.strerror}).") from error
    try:
        data = yaml.load(raw, Loader=_Loader)
    except (yaml.YAMLError, *_UNREADABLE) as error:
        raise RuleError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise RuleError(f"{path.name} must be a mapping with `rules` or other sections.")
    try:
        return dict(_name_places(data, path.name, iter(range(_MOST_VALUES))))
    except RecursionError as error:
        raise RuleError(f"{path.name} holds itself.") from error


def _load_rule(file: str, item: Any, keys: frozenset[str] | None) -> Rule:
    """One rule; `keys` None lets every key pass."""
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        raise RuleError(f"{file}: every rule needs an `id`.")
    unknown = set(item) - keys - _COMMON_KEYS if keys is not None else set()
    if unknown:
        raise RuleError(f"{file}: rule {item['id']} has an unknown key {_listed(unknown)}.")
    return Rule(
        id=item["id"],
        note=str(item.get("note", "")),
        fields=_fields(file, item),
        finds=_examples(file, item, "finds"),
        ignores=_examples(file, item, "ignores"),
        todo=_examples(file, item, "todo"),
    )


def _fields(file: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
    own = {key: value for key, value in item.items() if key not in _COMMON_KEYS}
    return _Keys.named(f"{file}: rule {item['id']}", own)


def _examples(file: str, item: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    examples = []
    for example in _must_be(list, item.get(key) or [], f"{file}: rule {item['id']}: `{key}`"):
        if isinstance(example, str):
            example = {"text": example}
        if not isinstance(example, dict) or not isinstance(example.get("text"), str):
            raise RuleError(f"{file}: rule {item['id']}: an example of `{key}` has no `text`.")
        examples.append(example)
    return tuple(examples)


def _forbid_twins(file: str, rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{file}: two rules are called {rule.id}.")
        seen.add(rule.id)


def _as_alternatives(value: Any) -> str:
    """A term is a pattern, or a list of patterns of which any will do (longest first)."""
    if isinstance(value, list):
        return "|".join(sorted((str(item) for item in value), key=len, reverse=True))
    return str(value)


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(map(str, names)))


def _must_be(kind: type[Kind], value: Any, where: str) -> Kind:
    if not isinstance(value, kind):
        raise RuleError(f"{where} must be a {'mapping' if kind is dict else 'list'}.")
    return value


class _Keys(dict[Any, Any]):
    """A mapping of a rule file; a key that it lacks is an error that says where."""

    where = ""

    @classmethod
    def named(cls, where: str, pairs: Mapping[Any, Any]) -> Self:
        """The mapping that stands at `where`."""
        made = cls(pairs)
        made.where = where
        return made

    def __missing__(self, key: object) -> Any:
        raise RuleError(f"{self.where} has no `{key}`.")


def _name_places(value: Any, where: str, budget: Iterator[int]) -> Any:
    """A value of a rule file, its mappings each knowing where it stands; aliases that multiply
    without end are an error."""
    if next(budget, None) is None:
        raise RuleError(f"{where} holds too much, or itself.")
    if isinstance(value, list):
        return [_name_places(item, where, budget) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("id"), str):
        where = f"{where.split(':')[0]}: rule {value['id']}"
    return _Keys.named(
        where, {key: _name_places(item, f"{where}: {key}", budget) for key, item in value.items()}
    )


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML that keeps dates, 'yes' and 'no' as the words they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp",))]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
