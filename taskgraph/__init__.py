"""The task graph: units, tasks and their store; finding, calendars, and the command line."""
