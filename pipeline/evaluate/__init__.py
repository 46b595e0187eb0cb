"""Precision and recall of the pipeline against annotated papers, as `corpus/gold/GUIDE.md` says.

`gold` reads annotated papers, `compare` says what matches what, `score` counts and gives
intervals. How the figures are shown belongs to the command line, where they are kept to the store.
"""
