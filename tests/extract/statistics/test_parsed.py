"""Measures from a parse made by hand, so that no trained pipeline is needed."""

import pytest

from pipeline.extract.statistics.frame import build_frame
from pipeline.extract.statistics.grammar import load_grammar
from pipeline.extract.statistics.numbers import find_numbers
from pipeline.extract.statistics.parsed import parsed_measure, tree_of
from pipeline.extract.statistics.phrases import load_lexicon, tag_words
from pipeline.extract.statistics.roles import load_moves
from pipeline.extract.statistics.scene import Scene
from pipeline.extract.statistics.sentences import Sentence
from pipeline.model import Passage
from pipeline.nlp import Token
from pipeline.rules import load_rules

# word, part of speech, relation, index of its head
SUBJECT = [
    ("MASH", "NOUN", "compound", 1),
    ("contacts", "NOUN", "nsubj", 2),
    ("rose", "VERB", "root", 2),
    ("by", "ADP", "case", 4),
    ("35%", "NUM", "obl", 2),
]
NOUN = [
    ("Twelve", "NUM", "nummod", 1),
    ("schools", "NOUN", "nsubj", 2),
    ("replied", "VERB", "root", 2),
]
OBJECT = [
    ("We", "PRON", "nsubj", 1),
    ("visited", "VERB", "root", 1),
    ("14", "NUM", "nummod", 4),
    ("special", "ADJ", "amod", 4),
    ("schools", "NOUN", "obj", 1),
]
PRONOUN = [
    ("It", "PRON", "nsubj", 1),
    ("rose", "VERB", "root", 1),
    ("by", "ADP", "case", 3),
    ("35%", "NUM", "obl", 1),
]


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        (SUBJECT, "MASH contacts"),
        (NOUN, "schools that replied"),
        (OBJECT, "special schools"),
        (PRONOUN, None),
    ],
)
def test_parsed_measure(words: list[tuple[str, str, str, int]], measure: str | None) -> None:
    text = " ".join(word for word, *_ in words)
    rules = load_rules()
    lexicon = load_lexicon(rules)
    passage = Passage(0, 1, "paragraph", text)
    numbers = find_numbers(text, load_grammar(rules))
    frame = build_frame(passage, Sentence(0, len(text), text), numbers, [])
    scene = Scene(frame, tag_words(frame.text, lexicon), lexicon, load_moves(rules))
    found = parsed_measure(scene, 0, tree_of(_tokens(text, words)))
    assert (found.text if found else None) == measure


def _tokens(text: str, words: list[tuple[str, str, str, int]]) -> tuple[Token, ...]:
    tokens = []
    at = 0
    for word, kind, relation, head in words:
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(start, at, word, word, kind, relation, head))
    return tuple(tokens)
