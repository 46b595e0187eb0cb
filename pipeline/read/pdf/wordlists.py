"""Small words that tell how lines and words go on; data only."""

_FUNCTION_WORDS = """
    a an and as at be by for from if in into is its of on or our than that the their this to was
    were which who will with &
"""
_HYPHEN_PREFIXES = """
    all anti by co cross eight end ex face five follow four full half hard high inter intra long
    low mid multi nine non off on one over part post pre pro re self semi seven short six so sub
    ten three two under up well year
"""

FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that no paragraph and no heading ends with."""

HYPHEN_PREFIXES = frozenset(_HYPHEN_PREFIXES.split())
"""First parts that are written with a hyphen, so that one at a line end is real."""
