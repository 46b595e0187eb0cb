"""Who recommends to whom: from the form, the row, what the paper says of all its recommendations,
its author, and the body that it goes to. None where none of these tells."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.recommendations.drafts import Draft
from pipeline.extract.recommendations.forms import Forms
from pipeline.model import Paper, Passage
from pipeline.names import canonical_name, define_names, find_bodies, is_general_name, name_bodies
from pipeline.rules import Rules

_SCRUTINY = re.compile(r"scrutiny|select committee|\bH?OSC\b|\bO&S\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:committee|panel|board|commission|inquiry|review|group|auditors?|council)\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(r"\b(?:Officer|Manager|Director|Head|Lead|Clerk|Adviser|Advisor)\b")
_SCRUTINY_BODY = re.compile(r"Scrutiny.{0,120}(?:Committee|Commission|Panel|Board)$", re.IGNORECASE)
_ANY_SCRUTINY = re.compile(
    r"(?:(?:Health|Joint|An|The) )*(?:Overview (?:and|&) )?Scrutiny "
    r"(?:Committee|Panel|Commission)s?",
    re.IGNORECASE,
)
_REPORT_BY = re.compile(
    r"Report (?:by|of|from)(?: the)?:? (?P<by>[^.;\n]{3,120}?)(?: ?\(CA\d+\))?\.?$"
)
_COUNCIL = re.compile(
    r"(?:[A-Z][\w’'-]{1,30} (?:and |upon |& )?){1,4}"
    r"(?:County|City|District|Borough|Town|Metropolitan(?: Borough)?) Council"
    r"|(?:[A-Z][\w’'-]{1,30} ){1,3}Council\b"
)
_CABINET = re.compile(r"\bLead Cabinet Member|\brequire the Cabinet\b|\bto Cabinet\b")
_ORGANS = frozenset({"Department", "Ministry", "Home", "Office", "National", "Government", "NHS"})
_PARTNERSHIP = re.compile(r"local area partnership", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"Inspection of (?P<name>[A-Z][\w’' -]{2,60}? local authority)", re.IGNORECASE
)
_BOARD = re.compile(r"Local Safeguarding Children(?:’s|'s)? Board")
_RESPONDER = re.compile(
    r"(?:(?:The|UK|HM) ){0,2}(?P<to>Government|Executive|Cabinet)(?:[’'‘]s)? [Rr]esponse to\b"
)
_OPENING_TEXTS = 12
_ACRONYM = 6
_POSSESSIVE = re.compile(r"[’']s?$")
_ARTICLE = re.compile(r"^(?:the|a|an|that|this|our)\s+", re.IGNORECASE)
_PREFIX = re.compile(r"^.*?(?:recommendations?(?:\(s\))?|decision)\s*[:.–-]\s*", re.IGNORECASE)


class Parties:
    """The bodies and officers of one paper, worked out once."""

    def __init__(
        self, paper: Paper, passages: Sequence[Passage], forms: Forms, rules: Rules
    ) -> None:
        texts = [passage.text for passage in passages]
        self._paper = paper
        self._forms = forms
        self._rules = rules
        self._texts = texts
        self._known = define_names(texts, rules)
        self._is_inspection = paper.kind == "inspection_report"
        self._is_scrutiny = self._tell_scrutiny()
        self._asked: str | None = None

    def kind_of(self, draft: Draft) -> str:
        """`decision`, `scrutiny` or `inspection`."""
        if draft.form.kind != "auto":
            return draft.form.kind
        if self._is_inspection:
            return "inspection"
        others = draft.by and not draft.via and _OTHERS.search(draft.by)
        if others and self._paper.kind == "officer_report" and not self._is_scrutiny:
            return "reported"
        if self._presents_answer() and draft.form.form in ("heading", "lead"):
            return "decision"
        if self._is_scrutiny or (draft.by and _SCRUTINY.search(draft.by)):
            return "scrutiny"
        if draft.form.form == "labelled" and draft.label and self._paper.kind != "officer_report":
            return "scrutiny"
        listed = draft.form.form in ("heading", "labelled") and self._paper.kind == "annual_report"
        return "scrutiny" if listed else "decision"

    def made_by(self, draft: Draft, kind: str) -> str | None:
        """The body or officer that makes a recommendation."""
        if kind == "inspection":
            return self._inspectorates()
        if kind == "reported":
            return self._specific(draft.by or "")
        if noted := self._noted(draft, "by"):
            return noted
        if draft.via or draft.form.form == "motion":
            return draft.by
        if draft.by and (named := self._specific(draft.by)):
            return self._jointly(named)
        if draft.form.form in ("labelled", "heading") and (joint := self._joint()):
            return joint
        answered = [self._paper.title or ""]
        if kind == "scrutiny" and (named := self._inquiry(answered)):
            return named
        if not self._is_answered(draft, kind) and (named := self._author(draft)):
            return named
        if named := self._scrutiny_body(kind):
            return named
        return self._inquiry(self._texts[:_OPENING_TEXTS]) if kind == "scrutiny" else None

    def addressed_to(self, draft: Draft, kind: str) -> str | None:
        """The body or officer that is asked to act."""
        if noted := self._noted(draft, "to"):
            return noted
        if draft.to and (named := self._asked_body(draft)):
            if draft.form.form == "lead":
                self._asked = self._asked or named
            return named
        if named := self._in_words(draft.quote):
            return named
        if kind == "inspection":
            return self._inspected(draft)
        if kind == "scrutiny":
            whole = self._all_addressed(draft) or self._asked or self._executive()
            return whole or self._in_words(draft.quote, general=True)
        return self._paper.body

    def _is_answered(self, draft: Draft, kind: str) -> bool:
        """Whether a recommendation stands beside its answer, by whom the paper is: who answers
        did not make it."""
        beside = draft.form.form in ("column", "labelled", "sentence")
        author = self._paper.author or ""
        return kind == "scrutiny" and beside and not _OTHERS.search(author)

    # Makers -----------------------------------------------------------------------------------

    def _author(self, draft: Draft) -> str | None:
        author = self._paper.author
        if self._paper.kind == "front_sheet" or (author is None and self._paper.kind == "minute"):
            return self._reporter_above(draft)
        return canonical_name(author, self._rules, self._known) if author else None

    def _reporter_above(self, draft: Draft) -> str | None:
        """On a front sheet or web page: who reports the item that the words stand in."""
        first = self._paper.first_passage
        for text in reversed(self._texts[: max(0, draft.passage.position - first + 1)]):
            if match := _REPORT_BY.search(text):
                return match["by"].strip()
        return None

    def _inspectorates(self) -> str | None:
        found = [
            name
            for name, pattern in self._forms.inspectorates
            if any(pattern.search(text) for text in self._texts)
        ]
        return " and the ".join(found) if len(found) == 2 else ", ".join(found) or None

    def _joint(self) -> str | None:
        for text in self._texts:
            if match := self._forms.statements["joint"].search(text):
                return f"{self._name(match['other'])} and {self._name(match['by'])}"
        return None

    def _jointly(self, named: str) -> str:
        return named

    def _inquiry(self, texts: Sequence[str]) -> str | None:
        """The committee or inquiry whose report a paper answers, or is."""
        for text in texts:
            if match := self._forms.statements["inquiry"].search(text):
                named = _ARTICLE.sub("", match["by"])
                if not is_general_name(named, self._rules):
                    return canonical_name(named, self._rules, self._known)
        return None

    def _scrutiny_body(self, kind: str) -> str | None:
        """The scrutiny body that a pro forma's own words name; 'Committees' names none."""
        if kind != "scrutiny":
            return None
        for text in self._texts:
            for _, _, named in find_bodies(text, self._rules, self._known):
                if _SCRUTINY_BODY.search(named) and not _ANY_SCRUTINY.fullmatch(named):
                    return named
        return None

    def _tell_scrutiny(self) -> bool:
        if self._paper.kind in ("scrutiny_report", "response_proforma"):
            return True
        author = self._paper.author or ""
        return bool(_SCRUTINY.search(author) and not _OFFICER.search(author))

    def _presents_answer(self) -> bool:
        """Whether an officer or member reports an answer, and asks the meeting to agree it."""
        answers = self._paper.kind == "response_proforma" and self._paper.author is not None
        return answers and not _SCRUTINY.search(self._paper.author or "")

    # Addressees -------------------------------------------------------------------------------

    def _asked_body(self, draft: Draft) -> str | None:
        printed = _PREFIX.sub("", draft.to or "")
        if "named" in draft.form.pattern.groupindex and not self._is_body(printed):
            return None
        named = self._name(printed)
        if is_general_name(named, self._rules):
            if named.casefold() == "council" and (council := self._council()):
                return council
            return self._paper.body or named
        return named

    def _in_words(self, words: str, *, general: bool = False) -> str | None:
        for pattern in self._forms.addressees:
            match = pattern.search(words)
            printed = _POSSESSIVE.sub("", match["to"]) if match else ""
            named = printed and canonical_name(printed, self._rules, self._known)
            if not named or not self._is_body(named):
                continue
            if named == "Council":
                return self._council() or named
            if general or named == "Government" or not is_general_name(named, self._rules):
                return named
        return None

    def _is_body(self, named: str) -> bool:
        if named.isupper() and len(named) <= _ACRONYM:
            return True
        return bool(find_bodies(named, self._rules, self._known)) or named.split()[0] in _ORGANS

    def _all_addressed(self, draft: Draft) -> str | None:
        """What the paper says of a whole list: 'addressed to the partnership as a whole'."""
        whole = draft.form.form == "labelled" or bool(draft.by and " and " in draft.by)
        keys = ["behalf"] if draft.form.form == "column" else ["addressed"] if whole else []
        if draft.form.form in ("labelled", "heading"):
            keys.append("level")
        for key in keys:
            for text in self._texts:
                match = self._forms.statements[key].search(text)
                named = name_bodies(match["to"], self._rules, self._known) if match else None
                if named and (named := self._full(named)):
                    return named
        return None

    def _full(self, named: str) -> str | None:
        """A general name ('Partnership') as the body that the paper names most by it, or None."""
        if not is_general_name(named, self._rules):
            return named
        fuller = Counter(
            full
            for text in self._texts
            for _, _, full in find_bodies(text, self._rules, self._known)
            if full.endswith(f" {named}") and not is_general_name(full, self._rules)
        )
        return max(fuller, key=lambda name: (fuller[name], name), default=None)

    def _executive(self) -> str | None:
        if self._paper.body and not _SCRUTINY.search(self._paper.body):
            return self._paper.body
        if match := _RESPONDER.match(self._paper.title or ""):
            return canonical_name(match["to"], self._rules, self._known)
        return "Cabinet" if any(_CABINET.search(text) for text in self._texts) else None

    def _inspected(self, draft: Draft) -> str | None:
        if any(_PARTNERSHIP.search(text) for text in self._texts):
            return canonical_name("local area partnership", self._rules, self._known)
        heading = " ".join(draft.passage.heading)
        if _BOARD.search(heading):
            return "Local Safeguarding Children Board"
        for text in self._texts[:12]:
            if match := _AUTHORITY.search(text):
                return match["name"]
        return "local authority" if any("local authority" in text for text in self._texts) else None

    def _council(self) -> str | None:
        counts: dict[str, int] = {}
        for text in self._texts:
            for match in _COUNCIL.finditer(text):
                name = _ARTICLE.sub("", match[0])
                if len(name.split()) > 1:
                    counts[name] = counts.get(name, 0) + 1
        return max(counts, key=lambda name: (counts[name], name), default=None)

    # Names ------------------------------------------------------------------------------------

    def _noted(self, draft: Draft, which: str) -> str | None:
        """What a note behind the words says: '(HOSC recommendation for ICB)'."""
        for key in ("issued", "note"):
            match = self._forms.statements[key].search(f"{draft.quote} {draft.tail}")
            if match and match.groupdict().get(which):
                return self._name(match[which])
        return None

    def _specific(self, printed: str) -> str | None:
        named = name_bodies(printed, self._rules, self._known)
        if named is None or is_general_name(named, self._rules):
            return None
        return named

    def _name(self, printed: str) -> str:
        tidy = _ARTICLE.sub("", printed.strip(' ,:;“"'))
        if named := name_bodies(tidy, self._rules, self._known):
            return named
        return canonical_name(tidy, self._rules, self._known)
