"""Coverage-guided fuzzing: what hostile input must not do, and what it once did.

`targets` are functions of bytes that fail on a broken promise only; `seeds` is what the fuzzer
begins with; `found/` keeps every input that once broke a promise, as a case for the tests.
`python -m tests.fuzz TARGET --seconds 300` searches on.
"""
