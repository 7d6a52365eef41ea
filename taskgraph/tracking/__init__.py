"""Reports against plans: which reported result belongs to which planned target, and how far each task has come."""
