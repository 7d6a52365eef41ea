"""The tables that lists and search look things up in; `schema.py` has the migrations that make them."""

from __future__ import annotations

# What search looked through at first: a task's text (no span), or a block (`task`: the task whose item it stands in).
_FIRST_PASSAGE = """
CREATE TABLE passage (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       INTEGER REFERENCES task(id) ON DELETE CASCADE,
  span_start INTEGER,
  span_end   INTEGER,
  folded     TEXT NOT NULL
) STRICT
"""

# Tokens are hexadecimal code points (search.tokens): FTS5's own classes are those of Unicode 6.1.
_PASSAGE_FTS = "CREATE VIRTUAL TABLE passage_fts USING fts5(body, content='', tokenize='ascii')"

FIRST_PASSAGE_TABLES = (
    _FIRST_PASSAGE,
    _PASSAGE_FTS,
    "CREATE INDEX passage_by_version ON passage(version)",
    "CREATE INDEX passage_by_task ON passage(task)",
)

# What search looks through, by rank (passages.py): each task with its title, and each block outside tasks. The index
# has the tokens of a task's title too, under the task's rank less TASK_TIER.
_PASSAGE = """
CREATE TABLE passage (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       INTEGER REFERENCES task(id) ON DELETE CASCADE,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  title      TEXT CHECK ((title IS NULL) = (task IS NULL)),
  folded     TEXT NOT NULL
) STRICT
"""

# How high the body stands that issued a text, where its name or title tells.
_VERSION_LEVEL = """
CREATE TABLE version_level (
  version INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  level   TEXT NOT NULL CHECK (level IN ('national', 'province', 'city', 'county', 'township'))
) STRICT
"""

# The passages are made anew (`store.index_unindexed` fills them).
FINDING_TABLES = (
    "DROP TABLE passage_fts",
    "DROP TABLE passage",
    _PASSAGE,
    _PASSAGE_FTS,
    "CREATE INDEX passage_by_version ON passage(version)",
    "CREATE UNIQUE INDEX passage_by_task ON passage(task) WHERE task IS NOT NULL",
    _VERSION_LEVEL,
)

# All of a version but its text, which fills pages that a list need not read; and the facts by which tasks are chosen.
LIST_INDEXES = (
    """CREATE INDEX version_head ON version(id, document, number, title, doc_number, issuer, type, year, published,
      written, period_start, period_end, superseded_at, loaded_at)""",
    "CREATE INDEX assignment_of_task ON assignment(task, role)",
    "CREATE INDEX deadline_of_task ON deadline(task, end_date, start_date)",
)

# Filters under a name, as the options of a list.
SAVED_SEARCH = "CREATE TABLE saved_search (name TEXT PRIMARY KEY, options TEXT NOT NULL) STRICT, WITHOUT ROWID"
