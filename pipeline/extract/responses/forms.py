"""`rules/responses.yml`, compiled: what columns hold, how answers are worded, how motions end."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RuleError
from pipeline.model import Decision
from pipeline.rules import Rule, RuleBook, Rules, compiled

_KEYS = frozenset({"form", "case", "anywhere", "only", "within", "cues", "pattern"})
_SECTIONS = frozenset(
    {
        "heads",
        "common_heads",
        "fields",
        "people",
        "preamble",
        "decisions",
        "statutes",
        "templates",
        "votes",
    }
)
_PREMISE = re.compile(r"\s*that\b")
_STOP = re.compile(r"[.!?]\s+")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_AS_ANSWER: Mapping[Decision, Decision] = {"agreed": "accepted", "not_agreed": "rejected"}
_SORTS = frozenset({"table", "resolution", "outcome", "carried", "motion", "reply"}) | frozenset(
    {"running", "approval", "asked", "counted", "proposed", "recommended", "quoted"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One rule: the words of a resolution, an outcome, a motion or a reply."""

    id: str
    form: str
    pattern: re.Pattern[str] | None
    anywhere: bool
    only: frozenset[str]
    within: str | None
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Statute:
    """A time to answer in, and the words by which a paper cites it."""

    pattern: re.Pattern[str]
    months: int
    days: int
    basis: str


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The whole book."""

    by_form: Mapping[str, tuple[Form, ...]]
    heads: Mapping[str, re.Pattern[str]]
    common_heads: re.Pattern[str]
    fields: Mapping[str, re.Pattern[str]]
    people: re.Pattern[str]
    preamble: re.Pattern[str]
    decisions: tuple[tuple[Decision, re.Pattern[str]], ...]
    statutes: tuple[Statute, ...]
    templates: re.Pattern[str]
    votes: tuple[tuple[Decision, re.Pattern[str]], ...]

    def of(self, form: str, text: str, paper_kind: str) -> Iterator[tuple[Form, re.Pattern[str]]]:
        """The forms of one sort that may occur in a text of a paper of this kind."""
        lowered = text.lower()
        for rule in self.by_form.get(form, ()):
            if rule.pattern is None or (rule.only and paper_kind not in rule.only):
                continue
            if not rule.cues or any(cue in lowered for cue in rule.cues):
                yield rule, rule.pattern


@compiled
def load_forms(rules: Rules) -> Forms:
    """The book of responses of a rule folder."""
    return _compile(rules.book("responses", keys=_KEYS, sections=_SECTIONS))


def read_decision(text: str, forms: Forms) -> tuple[Decision, str] | None:
    """The decision that words open with, and those words; None where they tell none."""
    start = len(text) - len(text.lstrip(' –—-:•"“'))
    preamble = forms.preamble.match(text, start)
    for begin in (start, preamble.end() if preamble else start):
        for decision, pattern in forms.decisions:
            if match := pattern.match(text, begin):
                return decision, match[0]
    return None


def read_reply(text: str, forms: Forms, paper_kind: str) -> tuple[Decision, str, Form] | None:
    """The decision that an answer in prose tells, its sentence, and the form that told it.

    'agrees that parks are important' agrees with a premise, not with what was asked.
    """
    for form, pattern in forms.of("reply", text, paper_kind):
        match = pattern.search(text)
        if match is None or _PREMISE.match(text, match.end()):
            continue
        if read := read_decision(match["decision"], forms):
            return as_answer(read[0]), _sentence(text, match.start()), form
    return None


def as_answer(decision: Decision) -> Decision:
    """What a decision is where somebody answers: a meeting agrees, who answers accepts."""
    return _AS_ANSWER.get(decision, decision)


def is_template(text: str, forms: Forms) -> bool:
    """Whether a text is what a form says where nothing was written yet."""
    return not text.strip() or forms.templates.fullmatch(text.strip().rstrip(".")) is not None


def _sentence(text: str, inside: int) -> str:
    start = max((match.end() for match in _STOP.finditer(text, 0, inside)), default=0)
    end = _SENTENCE_END.search(text, inside)
    return text[start : end.end() if end else len(text)]


def _compile(book: RuleBook) -> Forms:
    sections = book.sections
    by_form: dict[str, list[Form]] = {}
    for rule in book.rules:
        form = _compile_form(book, rule)
        by_form.setdefault(form.form, []).append(form)
    return Forms(
        by_form={key: tuple(value) for key, value in by_form.items()},
        common_heads=book.pattern(str(sections["common_heads"]), where="common_heads"),
        heads={key: book.pattern(text, where=key) for key, text in sections["heads"].items()},
        fields={key: book.pattern(text, 0, key) for key, text in sections["fields"].items()},
        people=book.pattern(sections["people"], 0, "people"),
        preamble=book.pattern(sections["preamble"], where="preamble"),
        decisions=tuple(
            (entry["decision"], book.pattern(rf"(?:{entry['pattern']})(?!\w)"))
            for entry in sections["decisions"]
        ),
        statutes=tuple(_statute(book, entry) for entry in sections["statutes"]),
        templates=book.pattern("|".join(f"(?:{text})" for text in sections["templates"])),
        votes=tuple((key, book.pattern(text)) for key, text in sections["votes"].items()),
    )


def _compile_form(book: RuleBook, rule: Rule) -> Form:
    fields: Mapping[str, Any] = rule.fields
    if fields.get("form") not in _SORTS:
        raise RuleError(f"{book.path.name}: rule {rule.id} has no known `form`.")
    flags = 0 if fields.get("case") else re.IGNORECASE
    text = fields.get("pattern")
    return Form(
        id=rule.id,
        form=str(fields["form"]),
        pattern=book.pattern(str(text), flags, rule.id) if text else None,
        anywhere=bool(fields.get("anywhere", False)),
        only=frozenset(fields.get("only") or ()),
        within=fields.get("within"),
        cues=tuple(str(cue).lower() for cue in fields.get("cues") or ()),
    )


def _statute(book: RuleBook, entry: Mapping[str, Any]) -> Statute:
    return Statute(
        pattern=book.pattern(entry["pattern"], where=entry["id"]),
        months=int(entry.get("months", 0)),
        days=int(entry.get("days", 0)),
        basis=str(entry["basis"]),
    )
