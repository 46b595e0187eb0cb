"""What the pipeline costs, beside what a user would take instead: `python -m tests.bench`."""
