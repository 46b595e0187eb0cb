"""Rule files: what may stand in them, and every rule against its own examples."""

import shutil
from pathlib import Path

import pytest
import yaml

from pipeline.check import check_find, check_ignore
from pipeline.errors import RuleError
from pipeline.process import extract_document
from pipeline.read.text import read_text
from pipeline.rules import Rule, Rules, default_folder, load_rules
from tests.making import REPORT

LOADED = load_rules()
RULES = [(name, rule) for name in LOADED.names() for rule in LOADED.examples(name)]
FINDS = [(name, rule, example) for name, rule in RULES for example in rule.finds]
IGNORES = [(name, rule, example) for name, rule in RULES for example in rule.ignores]
TODO = [(name, rule, example) for name, rule in RULES for example in rule.todo]


def _name(value: object) -> str:
    if isinstance(value, Rule):
        return value.id
    return value if isinstance(value, str) else str(value)[10:50]


@pytest.mark.parametrize(("book", "rule", "example"), FINDS, ids=_name)
def test_rule_finds_its_examples(book: str, rule: Rule, example: dict[str, object]) -> None:
    assert check_find(rule, example, LOADED) is None


@pytest.mark.parametrize(("book", "rule", "example"), IGNORES, ids=_name)
def test_rule_ignores_its_near_misses(book: str, rule: Rule, example: dict[str, object]) -> None:
    assert check_ignore(rule, example, LOADED) is None


@pytest.mark.parametrize(("book", "rule", "example"), TODO or [("", None, {})], ids=_name)
def test_known_misses_are_still_missed(
    book: str, rule: Rule | None, example: dict[str, object]
) -> None:
    if rule is not None:
        assert check_find(rule, example, LOADED) is not None, "works now: move it to `finds`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: [{note: no id}]", "every rule needs an `id`"),
        ("rules: [{id: a, colour: red}]", "rule a has an unknown key `colour`"),
        ("colours: [red]", "unknown section `colours`"),
        ("rules: [{id: a}, {id: a}]", "two rules are called a"),
        ("rules: [{id: a, finds: [{value: 3}]}]", "has no `text`"),
        ("- a list", "must be a mapping"),
        ("rules: [", "is not valid YAML"),
    ],
)
def test_a_broken_book_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.yml").write_text(text)
    with pytest.raises(RuleError, match=message):
        Rules(tmp_path).book("x")


def test_terms_are_filled_in_and_circles_are_found(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("terms: {day: '[0-3]?[0-9]', when: 'on $day', a: $b, b: $a}")
    book = Rules(tmp_path).book("x")
    assert book.pattern("due $when").fullmatch("due on 14")
    with pytest.raises(RuleError, match="no term"):
        book.pattern("$nobody")
    with pytest.raises(RuleError, match="circle"):
        book.pattern("$a")
    with pytest.raises(RuleError, match="does not compile"):
        book.pattern("(")


def test_longer_alternatives_come_first(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("terms: {month: [Sep, September]}")
    match = Rules(tmp_path).book("x").pattern("$month").match("September")
    assert match is not None
    assert match[0] == "September"


def test_yaml_keeps_days_as_words(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("rules: [{id: a, finds: [{text: t, start: 2023-10-17}]}]")
    assert Rules(tmp_path).book("x").rules[0].finds[0]["start"] == "2023-10-17"


def test_the_digest_changes_with_a_rule(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("rules: []")
    before = Rules(tmp_path).digest()
    (tmp_path / "x.yml").write_text("rules: [{id: a}]")
    assert Rules(tmp_path).digest() != before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no folder of rules"):
        load_rules(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "section", "value"),
    [
        ("dates", "years", 7),
        ("dates", "seasons", {"spring": 7}),
        ("numbers", "units", {"weeks": 7}),
        ("papers", "threshold", 7),
        ("papers", "outline", 7),
        ("responses", "decisions", [7]),
        ("themes", "rules", [7]),
    ],
)
def test_a_value_of_another_kind_is_an_error_of_its_file(
    tmp_path: Path, name: str, section: str, value: object
) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(default_folder(), folder)
    book = yaml.safe_load((folder / f"{name}.yml").read_text())
    (folder / f"{name}.yml").write_text(yaml.safe_dump({**book, section: value}))
    with pytest.raises(RuleError):
        extract_document(read_text(REPORT + "\n\nNext spring: 3 weeks."), load_rules(folder))
