"""Document → Extraction: tasks, assignments, deadlines, targets and progress, each with its source."""
