"""The tables of people; `taskgraph/schema.py` has the migration that makes them. Of secrets only hashes are kept."""

from __future__ import annotations

# Users are disabled, never deleted: the logs name them. `region` and `unit` are the key of the unit that a unit's user
# belongs to.
_USERS = """
CREATE TABLE user (
  name        TEXT PRIMARY KEY COLLATE NOCASE,
  role        TEXT NOT NULL CHECK (role IN ('viewer', 'clerk', 'admin', 'unit')),
  region      TEXT CHECK ((region IS NOT NULL) = (role = 'unit')),
  unit        TEXT CHECK ((unit IS NOT NULL) = (role = 'unit')),
  password    TEXT NOT NULL,
  added_at    TEXT NOT NULL,
  disabled_at TEXT
) STRICT
"""
_SESSIONS = """
CREATE TABLE session (
  hash     TEXT PRIMARY KEY,
  user     TEXT NOT NULL REFERENCES user(name),
  begun_at TEXT NOT NULL,
  used_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
_TOKENS = """
CREATE TABLE token (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  hash       TEXT NOT NULL UNIQUE,
  user       TEXT NOT NULL REFERENCES user(name),
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
  made_at    TEXT NOT NULL,
  used_at    TEXT,
  revoked_at TEXT
) STRICT
"""
# A calendar that others subscribe to: of a saved search, or of all tasks that its user sees.
_FEEDS = """
CREATE TABLE feed (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  hash       TEXT NOT NULL UNIQUE,
  user       TEXT NOT NULL REFERENCES user(name),
  name       TEXT NOT NULL,
  saved      TEXT,
  made_at    TEXT NOT NULL,
  used_at    TEXT,
  revoked_at TEXT
) STRICT
"""
# Who did what, from where, to what. `who` is empty where nobody of that name is known.
_AUDIT = """
CREATE TABLE audit (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  address TEXT NOT NULL,
  deed    TEXT NOT NULL,
  object  TEXT NOT NULL
) STRICT
"""
_AUDIT_STAYS = tuple(
    f"""CREATE TRIGGER audit_is_never_{done} BEFORE {verb} ON audit {condition}
    BEGIN SELECT RAISE(ABORT, 'the log is never {done}'); END"""
    for done, verb, condition in (
        ("changed", "UPDATE", ""),
        ("deleted", "DELETE", ""),
        ("replaced", "INSERT", "WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)"),
    )
)
PEOPLE_TABLES = (
    _USERS,
    _SESSIONS,
    _TOKENS,
    _FEEDS,
    _AUDIT,
    *_AUDIT_STAYS,
    "CREATE INDEX session_of_user ON session(user)",
    "CREATE INDEX audit_by_who ON audit(who)",
)
