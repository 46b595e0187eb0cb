"""Tests of pipeline.extract.recommendations."""
