"""The forms of `rules/recommendations.yml`, compiled: how recommendations are put.

What is done with a form belongs to `walk` (passages) and `rows` (tables).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RuleError
from pipeline.rules import Rule, RuleBook, Rules, compiled

_KEYS = frozenset(
    {"form", "kind", "takes", "anywhere", "case", "within", "resumes", "never", "only"}
    | {"cues", "pattern"}
)
_SECTIONS = frozenset({"verbs", "inspectorates", "addressees", "statements", "templates"})
_FORMS = frozenset({"lead", "heading", "labelled", "sentence", "column", "motion", "closing"})
_SENTENCE_START = re.compile(r"(?:[.!?:;]|[.!?]\d{1,2}|\bNB)[”\"')]?\s+(?=[A-Z“\"(])")
_SPACED = re.compile(r"\b([B-Z]) (?=[A-Z]{3})")
_MODAL = re.compile(
    r"[^.;:]{0,200}?\b(?:should|must|needs? to|ought to|shall|will need to)\b", re.IGNORECASE
)
_SOUGHT = re.compile(
    r"(?:The|Members’?|Any) [^.;:]{3,200}? (?:is|are) (?:sought|requested|invited)\b"
)
_OBLIGES = re.compile(
    r"\b(?:recommend(?:s|ed)?|urges?|should|must|ought to|we (?:strongly )?(?:encourage|invite"
    r"|call on|call for|ask|propose)|needs? to (?:provide|ensure|set|develop|publish|consider))\b",
    re.IGNORECASE,
)
_WE_ASK = re.compile(
    r"(?:[^.;:]{2,200}?, )?(?:and )?we (?:therefore |strongly |further |also |again ){0,2}"
    r"(?:recommend|urge|invite|encourage|propose|call (?:up)?on)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:that|to|for|and|also|urgently|formally|further|continue to|in order to|fully|jointly"
    r"|actively|immediately|as a matter of urgency,?|where (?:appropriate|possible|necessary),?"
    r"|in principle,?|either|again|not)\s+){0,3}",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(r"[^.;:]{2,160}?,\s+(?:that |to )?", re.IGNORECASE)
_THAT = re.compile(r"(?:that|for)\s+\S", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One rule of the book; `takes` and `kind` are explained in the rule file."""

    id: str
    form: str
    pattern: re.Pattern[str]
    kind: str
    takes: str
    anywhere: bool
    within: str | None
    resumes: bool
    never: frozenset[str]
    only: frozenset[str]
    cues: tuple[str, ...]

    def fits(self, paper_kind: str) -> bool:
        """Whether the form occurs in papers of this kind."""
        return paper_kind not in self.never and (not self.only or paper_kind in self.only)

    def may_match(self, lowered: str) -> bool:
        """Whether a text in lower case holds one of the words without which it cannot match."""
        return not self.cues or any(cue in lowered for cue in self.cues)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The whole book: forms by what they are, verbs, and what names the parties."""

    by_form: Mapping[str, tuple[Form, ...]]
    verbs: frozenset[str]
    inspectorates: tuple[tuple[str, re.Pattern[str]], ...]
    addressees: tuple[re.Pattern[str], ...]
    statements: Mapping[str, re.Pattern[str]]
    templates: re.Pattern[str]

    def matches(
        self, form: str, text: str, paper_kind: str
    ) -> Iterator[tuple[Form, re.Match[str]]]:
        """Every match of the forms of one sort in a text, in order of precedence."""
        lowered = text.lower()
        for candidate in self.by_form.get(form, ()):
            if candidate.fits(paper_kind) and candidate.may_match(lowered):
                match = _find(candidate, text)
                if match is not None:
                    yield candidate, match


@compiled
def load_forms(rules: Rules) -> Forms:
    """The forms of a rule folder."""
    return _compile(rules.book("recommendations", keys=_KEYS, sections=_SECTIONS))


def asks(text: str, forms: Forms) -> bool:
    """Whether a text below a heading asks somebody to act: it opens with a verb, 'That …',
    'For …' or 'We recommend', says that views are sought, or that somebody should or must."""
    if _WE_ASK.match(text) or seeks_views(text):
        return True
    if _opens_with_verb(text, 0, forms) or _THAT.match(text) or _MODAL.match(text):
        return True
    preamble = _PREAMBLE.match(text)
    return preamble is not None and _opens_with_verb(text, preamble.end(), forms)


def seeks_views(text: str) -> bool:
    """Whether a text says that views or a decision are sought."""
    return _SOUGHT.match(text) is not None


def obliges(text: str) -> bool:
    """Whether a text recommends, urges, or says that somebody must or should act."""
    return _OBLIGES.search(text) is not None


def opens_with_verb(text: str, forms: Forms) -> bool:
    """Whether a text begins with what is to be done ('Note …', 'To ensure …')."""
    return _opens_with_verb(text, 0, forms)


def is_template(text: str, forms: Forms) -> bool:
    """Whether a text is what a form says where nothing was written yet."""
    return not text.strip() or forms.templates.fullmatch(text.strip().rstrip(".")) is not None


def _opens_with_verb(text: str, start: int, forms: Forms) -> bool:
    word = _WORD.match(text, after_opening(text, start))
    return word is not None and word[0].lower() in forms.verbs


def after_opening(text: str, start: int = 0) -> int:
    """Where the words begin behind 'That', 'To', 'Formally' and their kin."""
    match = _OPENING.match(text, start)
    return match.end() if match else start


def _find(form: Form, text: str) -> re.Match[str] | None:
    if form.form in ("heading", "column", "closing"):
        joined = _SPACED.sub(r"\1", text.strip())
        return form.pattern.fullmatch(joined) if len(text) < 240 else None
    if form.form == "sentence":
        return form.pattern.search(text)
    if not form.anywhere:
        return form.pattern.match(text, 1 if text[:1] in "“\"'‘" else 0)
    starts = [0, *(match.end() for match in _SENTENCE_START.finditer(text))]
    return next((match for start in starts if (match := form.pattern.match(text, start))), None)


def _compile(book: RuleBook) -> Forms:
    by_form: dict[str, list[Form]] = {}
    for rule in book.rules:
        form = _compile_form(book, rule)
        by_form.setdefault(form.form, []).append(form)
    return Forms(
        by_form={key: tuple(value) for key, value in by_form.items()},
        verbs=frozenset(str(book.sections["verbs"]).split()),
        inspectorates=tuple(
            (entry["name"], book.pattern(entry["pattern"], 0, "inspectorates"))
            for entry in book.sections["inspectorates"]
        ),
        addressees=tuple(
            book.pattern(text, 0, "addressees") for text in book.sections["addressees"]
        ),
        statements={
            key: book.pattern(text, 0, key) for key, text in book.sections["statements"].items()
        },
        templates=book.pattern("|".join(f"(?:{text})" for text in book.sections["templates"])),
    )


def _compile_form(book: RuleBook, rule: Rule) -> Form:
    fields: Mapping[str, Any] = rule.fields
    if fields.get("form") not in _FORMS:
        raise RuleError(f"{book.path.name}: rule {rule.id} has no known `form`.")
    flags = 0 if fields.get("case") else re.IGNORECASE
    return Form(
        id=rule.id,
        form=str(fields["form"]),
        pattern=book.pattern(str(fields["pattern"]), flags, rule.id),
        kind=str(fields.get("kind", "auto")),
        takes=str(fields.get("takes", "items")),
        anywhere=bool(fields.get("anywhere", False)),
        within=fields.get("within"),
        resumes=bool(fields.get("resumes", False)),
        never=frozenset(fields.get("never") or ()),
        only=frozenset(fields.get("only") or ()),
        cues=tuple(str(cue).lower() for cue in fields.get("cues") or ()),
    )
