"""Tests of pipeline.extract.responses."""
