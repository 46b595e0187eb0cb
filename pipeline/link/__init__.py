"""Link what belongs together across the archive: responses to their recommendations, what recurs
across meetings and years, statistics to series, papers to earlier editions."""
