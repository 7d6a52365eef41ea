CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE document (
  id  TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT
;
CREATE TABLE version (
  id            INTEGER PRIMARY KEY,
  document      TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  text_hash     TEXT NOT NULL,
  text          TEXT NOT NULL,
  title         TEXT,
  doc_number    TEXT,
  issuer        TEXT,
  published     TEXT,
  written       TEXT,
  year          INTEGER,
  type          TEXT NOT NULL,
  period_start  TEXT,
  period_end    TEXT,
  loaded_at     TEXT NOT NULL,
  superseded_at TEXT, warnings TEXT NOT NULL DEFAULT '[]',
  UNIQUE (document, number),
  UNIQUE (document, text_hash)
) STRICT
;
CREATE UNIQUE INDEX version_in_force ON version(document) WHERE superseded_at IS NULL;
CREATE TABLE carrier (
  version   INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  sha256    TEXT NOT NULL,
  source    TEXT NOT NULL,
  loaded_at TEXT NOT NULL,
  PRIMARY KEY (version, sha256, source)
) STRICT
;
CREATE TABLE block (
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  page       INTEGER,
  box        TEXT,
  sheet      TEXT,
  cell       TEXT,
  paragraph  INTEGER,
  table_no   INTEGER,
  row_no     INTEGER,
  raw        TEXT NOT NULL,
  offsets    TEXT NOT NULL,
  cells      TEXT NOT NULL, confidence REAL,
  PRIMARY KEY (version, seq)
) STRICT
;
CREATE INDEX carrier_by_sha256 ON carrier(sha256);
CREATE TABLE task (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       TEXT NOT NULL,
  path       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('objective', 'task', 'safeguard')),
  title      TEXT NOT NULL,
  text       TEXT NOT NULL,
  page       INTEGER,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL,
  UNIQUE (version, task)
) STRICT
;
CREATE INDEX task_by_id ON task(task);
CREATE TABLE assignment (
  id         INTEGER PRIMARY KEY,
  task       INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  unit       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('lead', 'responsible', 'cooperating')),
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
;
CREATE TABLE deadline (
  id           INTEGER PRIMARY KEY,
  task         INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  text         TEXT NOT NULL,
  start_date   TEXT,
  end_date     TEXT,
  every        TEXT,
  rrule        TEXT,
  basis        TEXT NOT NULL CHECK (basis IN ('exact', 'inferred', 'open')),
  anchor_event TEXT,
  span_start   INTEGER NOT NULL,
  span_end     INTEGER NOT NULL,
  rule         TEXT NOT NULL,
  confidence   REAL NOT NULL
) STRICT
;
CREATE TABLE target (
  id         INTEGER PRIMARY KEY,
  task       INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  metric     TEXT NOT NULL,
  op         TEXT NOT NULL,
  value      TEXT NOT NULL,
  value_max  TEXT,
  unit       TEXT,
  change     TEXT,
  baseline   TEXT,
  modality   TEXT,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
;
CREATE TABLE progress (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  metric     TEXT NOT NULL,
  value      TEXT,
  unit       TEXT,
  change     TEXT,
  state      TEXT,
  as_of      TEXT,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT
;
CREATE INDEX assignment_by_task ON assignment(task);
CREATE INDEX deadline_by_task ON deadline(task);
CREATE INDEX target_by_task ON target(task);
CREATE INDEX progress_by_version ON progress(version);
CREATE TABLE unit (
  id         INTEGER PRIMARY KEY,
  region     TEXT NOT NULL,
  name       TEXT NOT NULL,
  label      TEXT NOT NULL,
  collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
  UNIQUE (region, name)
) STRICT
;
CREATE TABLE unit_form (
  form TEXT NOT NULL,
  unit INTEGER NOT NULL REFERENCES unit(id) ON DELETE CASCADE,
  tier INTEGER NOT NULL,
  PRIMARY KEY (form, unit)
) STRICT, WITHOUT ROWID
;
CREATE TABLE assignment_unit (
  assignment INTEGER PRIMARY KEY REFERENCES assignment(id) ON DELETE CASCADE,
  unit       INTEGER NOT NULL REFERENCES unit(id)
) STRICT
;
CREATE INDEX assignment_unit_by_unit ON assignment_unit(unit);
CREATE INDEX unit_form_by_unit ON unit_form(unit);
CREATE TABLE signature (
  version INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  scheme  TEXT NOT NULL,
  hashes  BLOB NOT NULL
) STRICT
;
CREATE TABLE signature_band (
  band    INTEGER NOT NULL,
  hash    INTEGER NOT NULL,
  version INTEGER NOT NULL REFERENCES signature(version) ON DELETE CASCADE,
  PRIMARY KEY (band, hash, version)
) STRICT, WITHOUT ROWID
;
CREATE TABLE document_link (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  other    TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  score    REAL NOT NULL,
  PRIMARY KEY (document, other, relation)
) STRICT, WITHOUT ROWID
;
CREATE INDEX signature_band_by_version ON signature_band(version);
CREATE INDEX document_link_by_other ON document_link(other);
CREATE TABLE tracked_task (
  task         TEXT PRIMARY KEY,
  document_key TEXT NOT NULL,
  title        TEXT NOT NULL,
  quote        TEXT NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE event (
  task         TEXT NOT NULL REFERENCES tracked_task(task),
  number       INTEGER NOT NULL CHECK (number > 0),
  kind         TEXT NOT NULL CHECK (kind IN ('registered', 'assigned', 'accepted', 'progress', 'extended', 'resumed',
                                             'submitted', 'returned', 'closed', 'suspended', 'cancelled', 'corrected')),
  happened_on  TEXT NOT NULL CHECK (date(happened_on, '+0 days') = happened_on),
  recorded_at  TEXT NOT NULL,
  who          TEXT,
  note         TEXT,
  value        TEXT,
  unit         TEXT,
  metric       TEXT,
  state        TEXT CHECK (state IN ('done', 'under_way', 'not_started', 'blocked')),
  quote        TEXT,
  source       TEXT,
  source_start INTEGER,
  source_end   INTEGER,
  due          TEXT CHECK ((due IS NOT NULL) = (kind = 'extended') AND (due IS NULL OR date(due, '+0 days') = due)),
  reason       TEXT CHECK ((reason IS NOT NULL) = (kind = 'extended')),
  corrects     INTEGER CHECK ((corrects IS NOT NULL) = (kind = 'corrected')),
  PRIMARY KEY (task, number),
  FOREIGN KEY (task, corrects) REFERENCES event(task, number)
) STRICT, WITHOUT ROWID
;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE task = NEW.task AND number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'an event is never replaced'); END;
CREATE TABLE task_line (
  task           TEXT PRIMARY KEY,
  root           TEXT NOT NULL,
  replaces       TEXT NOT NULL,
  replaced_title TEXT NOT NULL,
  score          REAL NOT NULL,
  evidence       TEXT NOT NULL,
  CHECK (task <> replaces AND task <> root)
) STRICT
;
CREATE INDEX task_line_by_replaces ON task_line(replaces);
CREATE TABLE ledger_cell (
  task        TEXT NOT NULL,
  head        TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  text        TEXT NOT NULL,
  written_on  TEXT NOT NULL CHECK (date(written_on, '+0 days') = written_on),
  recorded_at TEXT NOT NULL,
  who         TEXT,
  events      INTEGER NOT NULL,
  PRIMARY KEY (task, head, number)
) STRICT, WITHOUT ROWID
;
CREATE TABLE ledger_column (
  head  TEXT PRIMARY KEY,
  after TEXT NOT NULL,
  place INTEGER NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE ledger_mapping (
  heads       TEXT PRIMARY KEY,
  meanings    TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE correction (
  subject     TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  document    TEXT NOT NULL,
  title       TEXT NOT NULL,
  happened_on TEXT NOT NULL CHECK (date(happened_on, '+0 days') = happened_on),
  recorded_at TEXT NOT NULL,
  who         TEXT,
  note        TEXT,
  kind        TEXT CHECK (kind IN ('task', 'assignment', 'deadline', 'target', 'progress')),
  quote       TEXT CHECK ((quote IS NOT NULL) = (kind IS NOT NULL)),
  ordinal     INTEGER CHECK ((ordinal IS NOT NULL) = (kind IS NOT NULL)),
  read        TEXT,
  before      TEXT,
  after       TEXT CHECK ((before IS NOT NULL OR after IS NOT NULL) = (kind IS NOT NULL)),
  undoes      INTEGER CHECK ((undoes IS NOT NULL) = (kind IS NULL)),
  PRIMARY KEY (subject, number),
  FOREIGN KEY (subject, undoes) REFERENCES correction(subject, number)
) STRICT, WITHOUT ROWID
;
CREATE TRIGGER correction_is_never_changed BEFORE UPDATE ON correction 
    BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;
CREATE TRIGGER correction_is_never_deleted BEFORE DELETE ON correction 
    BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;
CREATE TRIGGER correction_is_never_replaced BEFORE INSERT ON correction WHEN EXISTS (SELECT 1 FROM correction WHERE subject = NEW.subject AND number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'a correction is never replaced'); END;
CREATE TABLE reading (
  version INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  row     INTEGER,
  facts   TEXT NOT NULL,
  PRIMARY KEY (version, subject)
) STRICT, WITHOUT ROWID
;
CREATE INDEX reading_by_subject ON reading(subject);
CREATE TABLE scope (
  version    INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  waits      INTEGER NOT NULL CHECK (waits IN (0, 1)),
  region     TEXT,
  plans_from INTEGER,
  plans_to   INTEGER,
  reports    INTEGER
) STRICT
;
CREATE TABLE statement (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  document   TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  quote      TEXT NOT NULL,
  nth        INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  wording    TEXT NOT NULL,
  value      TEXT,
  unit       TEXT,
  state      TEXT,
  day        TEXT NOT NULL,
  note       TEXT,
  UNIQUE (document, quote, nth)
) STRICT
;
CREATE TABLE candidate (
  statement INTEGER NOT NULL REFERENCES statement(id) ON DELETE CASCADE,
  task      TEXT NOT NULL,
  ground    TEXT NOT NULL CHECK (ground IN ('number', 'words', 'person')),
  score     REAL NOT NULL,
  chosen    INTEGER NOT NULL CHECK (chosen IN (0, 1)),
  cited     INTEGER NOT NULL CHECK (cited IN (0, 1)),
  metric    TEXT,
  value     TEXT,
  unit      TEXT,
  state     TEXT,
  doubt     TEXT,
  detail    TEXT,
  event     INTEGER,
  PRIMARY KEY (statement, task)
) STRICT, WITHOUT ROWID
;
CREATE TABLE decision (
  id         INTEGER PRIMARY KEY,
  region     TEXT NOT NULL,
  wording    TEXT NOT NULL,
  task       TEXT NOT NULL,
  belongs    INTEGER NOT NULL CHECK (belongs IN (0, 1)),
  ground     TEXT,
  score      REAL,
  document   TEXT NOT NULL,
  quote      TEXT NOT NULL,
  nth        INTEGER NOT NULL,
  decided_at TEXT NOT NULL,
  who        TEXT,
  undone_at  TEXT
) STRICT
;
CREATE INDEX scope_waiting ON scope(version) WHERE waits;
CREATE INDEX scope_by_plan ON scope(region, plans_from, plans_to) WHERE plans_from IS NOT NULL;
CREATE INDEX scope_by_report ON scope(region, reports) WHERE reports IS NOT NULL;
CREATE INDEX candidate_by_task ON candidate(task);
CREATE INDEX decision_by_wording ON decision(wording) WHERE undone_at IS NULL;
CREATE TABLE document_name (
  name     TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  PRIMARY KEY (name, document)
) STRICT, WITHOUT ROWID
;
CREATE TABLE link (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL CHECK (kind IN ('document', 'task')),
  relation   TEXT NOT NULL CHECK (relation IN ('cites', 'carries_out', 'forwards', 'repeals', 'supersedes',
                                               'succeeds', 'duplicates')),
  source     TEXT NOT NULL,
  name       TEXT NOT NULL,
  alias      TEXT,
  target     TEXT,
  printed    TEXT,
  status     TEXT NOT NULL CHECK (status IN ('proposed', 'confirmed', 'rejected')),
  score      REAL NOT NULL,
  rule       TEXT NOT NULL,
  quote      TEXT,
  span_start INTEGER,
  span_end   INTEGER,
  evidence   TEXT NOT NULL DEFAULT '{}',
  since      TEXT CHECK (since IS NULL OR date(since, '+0 days') = since),
  decided_at TEXT,
  UNIQUE (kind, relation, source, name)
) STRICT
;
CREATE INDEX task_line_by_root ON task_line(root);
CREATE INDEX document_name_by_document ON document_name(document);
CREATE INDEX link_by_source ON link(source);
CREATE INDEX link_by_target ON link(target);
CREATE INDEX link_by_name ON link(name);
CREATE INDEX link_by_alias ON link(alias);
CREATE TABLE document_home (
  document TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  region   TEXT NOT NULL,
  distance INTEGER NOT NULL,
  year     INTEGER,
  PRIMARY KEY (document, region)
) STRICT, WITHOUT ROWID
;
CREATE TABLE task_band (
  hash INTEGER NOT NULL,
  task INTEGER NOT NULL REFERENCES task(id) ON DELETE CASCADE,
  PRIMARY KEY (hash, task)
) STRICT, WITHOUT ROWID
;
CREATE INDEX document_home_by_region ON document_home(region, year, distance);
CREATE INDEX task_band_by_task ON task_band(task);
CREATE TABLE passage (
  id         INTEGER PRIMARY KEY,
  version    INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
  task       INTEGER REFERENCES task(id) ON DELETE CASCADE,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  title      TEXT CHECK ((title IS NULL) = (task IS NULL)),
  folded     TEXT NOT NULL
) STRICT
;
CREATE VIRTUAL TABLE passage_fts USING fts5(body, content='', tokenize='ascii');
CREATE INDEX passage_by_version ON passage(version);
CREATE UNIQUE INDEX passage_by_task ON passage(task) WHERE task IS NOT NULL;
CREATE TABLE version_level (
  version INTEGER PRIMARY KEY REFERENCES version(id) ON DELETE CASCADE,
  level   TEXT NOT NULL CHECK (level IN ('national', 'province', 'city', 'county', 'township'))
) STRICT
;
CREATE TABLE office_unit (
  region     TEXT NOT NULL,
  name       TEXT NOT NULL,
  label      TEXT NOT NULL,
  level      TEXT,
  parent     TEXT,
  collective INTEGER NOT NULL CHECK (collective IN (0, 1)),
  PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID
;
CREATE TABLE office_name (
  region  TEXT NOT NULL,
  form    TEXT NOT NULL,
  printed TEXT NOT NULL,
  unit    TEXT NOT NULL,
  since   TEXT CHECK (since IS NULL OR date(since, '+0 days') = since),
  PRIMARY KEY (region, form),
  FOREIGN KEY (region, unit) REFERENCES office_unit(region, name)
) STRICT, WITHOUT ROWID
;
CREATE INDEX version_head ON version(id, document, number, title, doc_number, issuer, type, year, published,
      written, period_start, period_end, superseded_at, loaded_at);
CREATE INDEX assignment_of_task ON assignment(task, role);
CREATE INDEX deadline_of_task ON deadline(task, end_date, start_date);
CREATE TABLE saved_search (name TEXT PRIMARY KEY, options TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE user (
  name        TEXT PRIMARY KEY COLLATE NOCASE,
  role        TEXT NOT NULL CHECK (role IN ('viewer', 'clerk', 'admin', 'unit')),
  region      TEXT CHECK ((region IS NOT NULL) = (role = 'unit')),
  unit        TEXT CHECK ((unit IS NOT NULL) = (role = 'unit')),
  password    TEXT NOT NULL,
  added_at    TEXT NOT NULL,
  disabled_at TEXT
) STRICT
;
CREATE TABLE session (
  hash     TEXT PRIMARY KEY,
  user     TEXT NOT NULL REFERENCES user(name),
  begun_at TEXT NOT NULL,
  used_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID
;
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
;
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
;
CREATE TABLE audit (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  address TEXT NOT NULL,
  deed    TEXT NOT NULL,
  object  TEXT NOT NULL
) STRICT
;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit 
    BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit 
    BEGIN SELECT RAISE(ABORT, 'the log is never deleted'); END;
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'the log is never replaced'); END;
CREATE INDEX session_of_user ON session(user);
CREATE INDEX audit_by_who ON audit(who);
CREATE TABLE touched (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind   TEXT NOT NULL CHECK (kind IN ('version', 'log', 'names')),
  id     TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT
;
CREATE TRIGGER version_touched_by_INSERT AFTER INSERT ON version BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.id AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.id AS id);
END;
CREATE TRIGGER version_touched_by_UPDATE AFTER UPDATE ON version BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.id AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.id AS id);
END;
CREATE TRIGGER version_touched_by_DELETE AFTER DELETE ON version BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.id AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.id AS id);
END;
CREATE TRIGGER version_level_touched_by_INSERT AFTER INSERT ON version_level BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id);
END;
CREATE TRIGGER version_level_touched_by_UPDATE AFTER UPDATE ON version_level BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id);
END;
CREATE TRIGGER version_level_touched_by_DELETE AFTER DELETE ON version_level BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.version AS id);
END;
CREATE TRIGGER task_touched_by_INSERT AFTER INSERT ON task BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id);
END;
CREATE TRIGGER task_touched_by_UPDATE AFTER UPDATE ON task BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, NEW.version AS id);
END;
CREATE TRIGGER task_touched_by_DELETE AFTER DELETE ON task BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.version AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, OLD.version AS id);
END;
CREATE TRIGGER assignment_touched_by_INSERT AFTER INSERT ON assignment BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER assignment_touched_by_UPDATE AFTER UPDATE ON assignment BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER assignment_touched_by_DELETE AFTER DELETE ON assignment BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task);
END;
CREATE TRIGGER deadline_touched_by_INSERT AFTER INSERT ON deadline BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER deadline_touched_by_UPDATE AFTER UPDATE ON deadline BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER deadline_touched_by_DELETE AFTER DELETE ON deadline BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task);
END;
CREATE TRIGGER target_touched_by_INSERT AFTER INSERT ON target BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER target_touched_by_UPDATE AFTER UPDATE ON target BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = NEW.task);
END;
CREATE TRIGGER target_touched_by_DELETE AFTER DELETE ON target BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'version' AS kind, version AS id FROM task WHERE id = OLD.task);
END;
CREATE TRIGGER assignment_unit_touched_by_INSERT AFTER INSERT ON assignment_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = NEW.assignment));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = NEW.assignment);
END;
CREATE TRIGGER assignment_unit_touched_by_UPDATE AFTER UPDATE ON assignment_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = NEW.assignment));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = NEW.assignment);
END;
CREATE TRIGGER assignment_unit_touched_by_DELETE AFTER DELETE ON assignment_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = OLD.assignment));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (
      SELECT 'version' AS kind, task.version AS id FROM assignment JOIN task ON task.id = assignment.task
      WHERE assignment.id = OLD.assignment);
END;
CREATE TRIGGER event_touched_by_INSERT AFTER INSERT ON event BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.task AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.task AS id);
END;
CREATE TRIGGER event_touched_by_UPDATE AFTER UPDATE ON event BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.task AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.task AS id);
END;
CREATE TRIGGER event_touched_by_DELETE AFTER DELETE ON event BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, OLD.task AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, OLD.task AS id);
END;
CREATE TRIGGER task_line_touched_by_INSERT AFTER INSERT ON task_line BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.root AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.root AS id);
END;
CREATE TRIGGER task_line_touched_by_UPDATE AFTER UPDATE ON task_line BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.root AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, NEW.root AS id);
END;
CREATE TRIGGER task_line_touched_by_DELETE AFTER DELETE ON task_line BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, OLD.root AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'log' AS kind, OLD.root AS id);
END;
CREATE TRIGGER document_touched_by_INSERT AFTER INSERT ON document BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id);
END;
CREATE TRIGGER document_touched_by_UPDATE AFTER UPDATE ON document BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id);
END;
CREATE TRIGGER document_touched_by_DELETE AFTER DELETE ON document BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'document' AS id);
END;
CREATE TRIGGER unit_touched_by_INSERT AFTER INSERT ON unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER unit_touched_by_UPDATE AFTER UPDATE ON unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER unit_touched_by_DELETE AFTER DELETE ON unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER unit_form_touched_by_INSERT AFTER INSERT ON unit_form BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER unit_form_touched_by_UPDATE AFTER UPDATE ON unit_form BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER unit_form_touched_by_DELETE AFTER DELETE ON unit_form BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_unit_touched_by_INSERT AFTER INSERT ON office_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_unit_touched_by_UPDATE AFTER UPDATE ON office_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_unit_touched_by_DELETE AFTER DELETE ON office_unit BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_name_touched_by_INSERT AFTER INSERT ON office_name BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_name_touched_by_UPDATE AFTER UPDATE ON office_name BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER office_name_touched_by_DELETE AFTER DELETE ON office_name BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'unit' AS id);
END;
CREATE TRIGGER link_touched_by_INSERT AFTER INSERT ON link BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id);
END;
CREATE TRIGGER link_touched_by_UPDATE AFTER UPDATE ON link BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id);
END;
CREATE TRIGGER link_touched_by_DELETE AFTER DELETE ON link BEGIN
  DELETE FROM touched WHERE (kind, id) IN (SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id));
  INSERT INTO touched (kind, id) SELECT kind, CAST(id AS TEXT) FROM (SELECT 'names' AS kind, 'link' AS id);
END;
CREATE TABLE failed_load (
  id        INTEGER PRIMARY KEY,
  source    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  message   TEXT NOT NULL,
  failed_at TEXT NOT NULL
) STRICT
;
CREATE INDEX event_by_due ON event(due) WHERE due IS NOT NULL;
INSERT INTO "touched" ("number", "kind", "id") VALUES (75, 'names', 'link');
INSERT INTO "touched" ("number", "kind", "id") VALUES (79, 'version', '3');
INSERT INTO "touched" ("number", "kind", "id") VALUES (80, 'log', '4565b8a93d');
INSERT INTO "touched" ("number", "kind", "id") VALUES (82, 'log', 'e6174367da');
INSERT INTO "touched" ("number", "kind", "id") VALUES (167, 'version', '1');
INSERT INTO "touched" ("number", "kind", "id") VALUES (188, 'version', '2');
INSERT INTO "touched" ("number", "kind", "id") VALUES (198, 'names', 'document');
INSERT INTO "touched" ("number", "kind", "id") VALUES (209, 'names', 'unit');
INSERT INTO "touched" ("number", "kind", "id") VALUES (210, 'version', '4');
INSERT INTO "touched" ("number", "kind", "id") VALUES (211, 'log', '9f15f189e3');
INSERT INTO "office_unit" ("region", "name", "label", "level", "parent", "collective") VALUES ('青山县', '水利局', '青山县水利局', '县', NULL, 0);
INSERT INTO "version_level" ("version", "level") VALUES (1, 'county');
INSERT INTO "version_level" ("version", "level") VALUES (2, 'county');
INSERT INTO "version_level" ("version", "level") VALUES (3, 'county');
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (1, 1, '6月底前', NULL, '2026-06-30', NULL, NULL, 'inferred', NULL, 66, 70, 'part-of-month/until', 0.991);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (4, 3, '6月底前', NULL, '2026-06-30', NULL, NULL, 'inferred', NULL, 69, 73, 'part-of-month/until', 0.991);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (7, 2, '12月底前', NULL, '2026-12-31', NULL, NULL, 'inferred', NULL, 110, 115, 'part-of-month/until', 0.991);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (8, 2, '每月25日前', NULL, '2026-01-25', 'month', 'FREQ=MONTHLY;BYMONTHDAY=25', 'exact', NULL, 123, 129, 'each-day', 0.94);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (9, 4, '12月底前', NULL, '2026-12-31', NULL, NULL, 'inferred', NULL, 116, 121, 'part-of-month/until', 0.991);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (10, 4, '每月25日前', NULL, '2026-01-25', 'month', 'FREQ=MONTHLY;BYMONTHDAY=25', 'exact', NULL, 129, 135, 'each-day', 0.94);
INSERT INTO "deadline" ("id", "task", "text", "start_date", "end_date", "every", "rrule", "basis", "anchor_event", "span_start", "span_end", "rule", "confidence") VALUES (11, 5, '2026年9月底前', NULL, '2026-09-30', NULL, NULL, 'inferred', NULL, 60, 69, 'part-of-month/until', 0.991);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (1, 1, '县水利局', 'lead', 88, 92, 'lead-label', 0.995);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (2, 1, '各乡镇', 'responsible', 98, 101, 'responsible-label', 0.996);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (5, 3, '县水利局', 'lead', 94, 98, 'lead-label', 0.995);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (6, 3, '各乡镇', 'responsible', 104, 107, 'responsible-label', 0.996);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (9, 2, '县生态环境局', 'lead', 140, 144, 'person', 1.0);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (10, 2, '县水利局', 'cooperating', 150, 154, 'cooperating-label', 0.993);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (11, 4, '县生态环境局', 'lead', 146, 150, 'person', 1.0);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (12, 4, '县水利局', 'cooperating', 156, 160, 'cooperating-label', 0.993);
INSERT INTO "assignment" ("id", "task", "unit", "role", "span_start", "span_end", "rule", "confidence") VALUES (13, 5, '县水利局', 'lead', 53, 57, 'lead-column', 0.988);
INSERT INTO "task" ("id", "version", "task", "path", "kind", "title", "text", "page", "span_start", "span_end", "rule", "confidence") VALUES (1, 1, '4565b8a93d', '1.1', 'task', '清理河道', '清理河道。6月底前清理河道不少于40公里。
牵头单位:县水利局
责任单位:各乡镇', NULL, 61, 101, 'arabic', 0.983);
INSERT INTO "task" ("id", "version", "task", "path", "kind", "title", "text", "page", "span_start", "span_end", "rule", "confidence") VALUES (2, 1, 'e6174367da', '1.2', 'task', '整治排污口', '整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局', NULL, 104, 154, 'arabic', 0.983);
INSERT INTO "task" ("id", "version", "task", "path", "kind", "title", "text", "page", "span_start", "span_end", "rule", "confidence") VALUES (3, 2, 'd001f31b08', '1.1', 'task', '清理河道和库区', '清理河道和库区。6月底前清理河道和库区不少于40公里。
牵头单位:县水利局
责任单位:各乡镇', NULL, 61, 107, 'arabic', 0.983);
INSERT INTO "task" ("id", "version", "task", "path", "kind", "title", "text", "page", "span_start", "span_end", "rule", "confidence") VALUES (4, 2, 'e6174367da', '1.2', 'task', '整治排污口', '整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局', NULL, 110, 160, 'arabic', 0.983);
INSERT INTO "task" ("id", "version", "task", "path", "kind", "title", "text", "page", "span_start", "span_end", "rule", "confidence") VALUES (5, 4, '9f15f189e3', 't1.1', 'task', '修复堤防12公里', '1 | 修复堤防12公里 | 县水利局 | 2026年9月底前 | 正在施工 | 督查一组', NULL, 38, 83, 'table-row', 0.975);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 0, 'paragraph', 0, 11, NULL, NULL, NULL, NULL, 1, NULL, NULL, '青政发〔2026〕7号', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 1, 'paragraph', 12, 28, NULL, NULL, NULL, NULL, 2, NULL, NULL, '青山县2026年河湖治理工作要点', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 2, 'paragraph', 29, 51, NULL, NULL, NULL, NULL, 3, NULL, NULL, '为贯彻《江南省河湖保护条例》,提出以下要点。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 3, 'heading', 52, 58, NULL, NULL, NULL, NULL, 4, NULL, NULL, '一、重点任务', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 4, 'paragraph', 59, 82, NULL, NULL, NULL, NULL, 5, NULL, NULL, '1.清理河道。6月底前清理河道不少于40公里。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 5, 'paragraph', 83, 92, NULL, NULL, NULL, NULL, 6, NULL, NULL, '牵头单位:县水利局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 6, 'paragraph', 93, 101, NULL, NULL, NULL, NULL, 7, NULL, NULL, '责任单位:各乡镇', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 7, 'paragraph', 102, 134, NULL, NULL, NULL, NULL, 8, NULL, NULL, '2.整治排污口。12月底前完成整治12个,每月25日前报送进展。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 8, 'paragraph', 135, 144, NULL, NULL, NULL, NULL, 9, NULL, NULL, '牵头单位:县环保局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (1, 9, 'paragraph', 145, 154, NULL, NULL, NULL, NULL, 10, NULL, NULL, '配合单位:县水利局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 0, 'paragraph', 0, 11, NULL, NULL, NULL, NULL, 1, NULL, NULL, '青政发〔2026〕7号', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 1, 'paragraph', 12, 28, NULL, NULL, NULL, NULL, 2, NULL, NULL, '青山县2026年河湖治理工作要点', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 2, 'paragraph', 29, 51, NULL, NULL, NULL, NULL, 3, NULL, NULL, '为贯彻《江南省河湖保护条例》,提出以下要点。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 3, 'heading', 52, 58, NULL, NULL, NULL, NULL, 4, NULL, NULL, '一、重点任务', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 4, 'paragraph', 59, 88, NULL, NULL, NULL, NULL, 5, NULL, NULL, '1.清理河道和库区。6月底前清理河道和库区不少于40公里。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 5, 'paragraph', 89, 98, NULL, NULL, NULL, NULL, 6, NULL, NULL, '牵头单位:县水利局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 6, 'paragraph', 99, 107, NULL, NULL, NULL, NULL, 7, NULL, NULL, '责任单位:各乡镇', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 7, 'paragraph', 108, 140, NULL, NULL, NULL, NULL, 8, NULL, NULL, '2.整治排污口。12月底前完成整治12个,每月25日前报送进展。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 8, 'paragraph', 141, 150, NULL, NULL, NULL, NULL, 9, NULL, NULL, '牵头单位:县环保局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (2, 9, 'paragraph', 151, 160, NULL, NULL, NULL, NULL, 10, NULL, NULL, '配合单位:县水利局', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (3, 0, 'paragraph', 0, 19, NULL, NULL, NULL, NULL, 1, NULL, NULL, '青山县2026年上半年河湖治理工作总结', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (3, 1, 'paragraph', 20, 44, NULL, NULL, NULL, NULL, 2, NULL, NULL, '截至6月底,已清理河道26公里,整治排污口5个。', '[[0], [0]]', '[]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (4, 0, 'table row', 0, 37, NULL, NULL, 'Sheet1', 'A1:F1', 1, 1, 1, '序号 | 任务内容 | 牵头单位 | 完成时限 | 进展情况 | 督查单位', '[[0, 2, 5, 9, 12, 16, 19, 23, 26, 30, 33], [0, 2, 5, 9, 12, 16, 19, 23, 26, 30, 33]]', '[[0, 2], [5, 9], [12, 16], [19, 23], [26, 30], [33, 37]]', NULL);
INSERT INTO "block" ("version", "seq", "kind", "span_start", "span_end", "page", "box", "sheet", "cell", "paragraph", "table_no", "row_no", "raw", "offsets", "cells", "confidence") VALUES (4, 1, 'table row', 38, 83, NULL, NULL, 'Sheet1', 'A2:F2', 2, 1, 2, '1 | 修复堤防12公里 | 县水利局 | 2026年9月底前 | 正在施工 | 督查一组', '[[0, 1, 4, 12, 15, 19, 22, 31, 34, 38, 41], [0, 1, 4, 12, 15, 19, 22, 31, 34, 38, 41]]', '[[38, 39], [42, 50], [53, 57], [60, 69], [72, 76], [79, 83]]', NULL);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('县水利局', 1, 2);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('县水利局', 5, 1);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('县水务局', 1, 3);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('县生态环境局', 4, 2);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('各乡镇', 2, 2);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('各乡镇(青山县)', 2, 1);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('水利局', 1, 3);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('水利局', 5, 3);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('水务局', 1, 2);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('生态环境局', 4, 3);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('青山县水利局', 1, 1);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('青山县水务局', 1, 2);
INSERT INTO "unit_form" ("form", "unit", "tier") VALUES ('青山县生态环境局', 4, 1);
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'ingest', 'm001_documents', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'ingest', 'm002_recognised_words', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'extract', 'm001_facts', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (4, 'taskgraph', 'm001_graph', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (5, 'taskgraph', 'm002_similar_documents', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (6, 'taskgraph', 'm003_events', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (7, 'taskgraph', 'm004_task_lines', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (8, 'taskgraph', 'm005_ledger', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (9, 'taskgraph', 'm006_corrections', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (10, 'taskgraph', 'm007_progress_from_reports', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (11, 'taskgraph', 'm008_links', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (12, 'taskgraph', 'm009_kin', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (13, 'taskgraph', 'm010_finding', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (14, 'taskgraph', 'm011_office_units', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (15, 'taskgraph', 'm012_list_indexes', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (16, 'taskgraph', 'm013_saved_searches', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (17, 'taskgraph', 'm014_people', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (18, 'taskgraph', 'm015_what_was_touched', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (19, 'taskgraph', 'm016_failed_loads', '2026-07-01T09:00:00+08:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (20, 'taskgraph', 'm017_extensions_by_day', '2026-07-01T09:00:00+08:00');
INSERT INTO "progress" ("id", "version", "text", "metric", "value", "unit", "change", "state", "as_of", "span_start", "span_end", "rule", "confidence") VALUES (1, 3, '已清理河道26公里', '清理河道', '26', '公里', NULL, NULL, '2026-06-30', 26, 35, 'number', 0.853);
INSERT INTO "progress" ("id", "version", "text", "metric", "value", "unit", "change", "state", "as_of", "span_start", "span_end", "rule", "confidence") VALUES (2, 3, '整治排污口5个', '整治排污口', '5', '个', NULL, NULL, '2026-06-30', 36, 43, 'number', 0.853);
INSERT INTO "statement" ("id", "document", "quote", "nth", "span_start", "span_end", "wording", "value", "unit", "state", "day", "note") VALUES (1, '286aabed3c', '已清理河道26公里', 1, 26, 35, '已清理河道公里', '26', '公里', NULL, '2026-06-30', NULL);
INSERT INTO "statement" ("id", "document", "quote", "nth", "span_start", "span_end", "wording", "value", "unit", "state", "day", "note") VALUES (2, '286aabed3c', '整治排污口5个', 1, 36, 43, '整治排污口个', '5', '个', NULL, '2026-06-30', NULL);
INSERT INTO "target" ("id", "task", "text", "metric", "op", "value", "value_max", "unit", "change", "baseline", "modality", "span_start", "span_end", "rule", "confidence") VALUES (1, 1, '不少于40公里', '清理河道', '>=', '40', NULL, '公里', NULL, NULL, 'binding', 74, 81, 'not-below', 0.952);
INSERT INTO "target" ("id", "task", "text", "metric", "op", "value", "value_max", "unit", "change", "baseline", "modality", "span_start", "span_end", "rule", "confidence") VALUES (3, 3, '不少于40公里', '清理河道和库区', '>=', '40', NULL, '公里', NULL, NULL, 'binding', 80, 87, 'not-below', 0.952);
INSERT INTO "target" ("id", "task", "text", "metric", "op", "value", "value_max", "unit", "change", "baseline", "modality", "span_start", "span_end", "rule", "confidence") VALUES (5, 2, '12个', '整治', '=', '12', NULL, '个', NULL, NULL, NULL, 119, 122, 'plain', 0.852);
INSERT INTO "target" ("id", "task", "text", "metric", "op", "value", "value_max", "unit", "change", "baseline", "modality", "span_start", "span_end", "rule", "confidence") VALUES (6, 4, '12个', '整治', '=', '12', NULL, '个', NULL, NULL, NULL, 125, 128, 'plain', 0.852);
INSERT INTO "target" ("id", "task", "text", "metric", "op", "value", "value_max", "unit", "change", "baseline", "modality", "span_start", "span_end", "rule", "confidence") VALUES (7, 5, '12公里', '修复堤防', '=', '12', NULL, '公里', NULL, NULL, NULL, 46, 50, 'plain', 0.852);
INSERT INTO "unit" ("id", "region", "name", "label", "collective") VALUES (1, '青山县', '水利局', '青山县水利局', 0);
INSERT INTO "unit" ("id", "region", "name", "label", "collective") VALUES (2, '青山县', '各乡镇', '各乡镇(青山县)', 1);
INSERT INTO "unit" ("id", "region", "name", "label", "collective") VALUES (4, '青山县', '生态环境局', '青山县生态环境局', 0);
INSERT INTO "unit" ("id", "region", "name", "label", "collective") VALUES (5, '文件2ae79a7d38', '县水利局', '县水利局', 0);
INSERT INTO "office_name" ("region", "form", "printed", "unit", "since") VALUES ('青山县', '水务局', '水务局', '水利局', NULL);
INSERT INTO "saved_search" ("name", "options") VALUES ('水利', '["--unit", "县水利局"]');
INSERT INTO "carrier" ("version", "sha256", "source", "loaded_at") VALUES (1, 'e450ad04c358a5cb5c67ea51b6f67e7dfb1fc89730b55621c6b9be264b240042', '要点.txt', '2026-07-01T09:00:00+08:00');
INSERT INTO "carrier" ("version", "sha256", "source", "loaded_at") VALUES (2, '0270bfd6f94562d17bd9eb5e3e462f8a3208a0f0221cf476b09a85d6d7d2e531', '修订.txt', '2026-07-01T09:00:00+08:00');
INSERT INTO "carrier" ("version", "sha256", "source", "loaded_at") VALUES (3, '39e47e2439f930639b48a3339c42b1afc49a775d781c30f95fc7e5acf27c10da', '总结.txt', '2026-07-01T09:00:00+08:00');
INSERT INTO "carrier" ("version", "sha256", "source", "loaded_at") VALUES (4, '71669fad4598190a3273576f803150fbe892c0636fa95f1d6f64fb4b3b9fc20c', '台账.xlsx', '2026-07-01T09:00:00+08:00');
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (1, 1);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (2, 2);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (5, 1);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (6, 2);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (9, 4);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (10, 1);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (11, 4);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (12, 1);
INSERT INTO "assignment_unit" ("assignment", "unit") VALUES (13, 5);
INSERT INTO "ledger_column" ("head", "after", "place") VALUES ('督查单位', '当前进展', 1);
INSERT INTO "tracked_task" ("task", "document_key", "title", "quote") VALUES ('4565b8a93d', '青政发〔2026〕7号', '清理河道', '清理河道。6月底前清理河道不少于40公里。
牵头单位:县水利局
责任单位:各乡镇');
INSERT INTO "tracked_task" ("task", "document_key", "title", "quote") VALUES ('9f15f189e3', 'text:b4f941a3d765d50d010032bc', '修复堤防12公里', '1 | 修复堤防12公里 | 县水利局 | 2026年9月底前 | 正在施工 | 督查一组');
INSERT INTO "tracked_task" ("task", "document_key", "title", "quote") VALUES ('e6174367da', '青政发〔2026〕7号', '整治排污口', '整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局');
INSERT INTO "correction" ("subject", "number", "document", "title", "happened_on", "recorded_at", "who", "note", "kind", "quote", "ordinal", "read", "before", "after", "undoes") VALUES ('e6174367da', 1, 'c257caeaf3', '整治排污口', '2026-11-22', '2026-07-01T09:00:00+08:00', '林晓', NULL, 'assignment', '县环保局', 0, '{"unit": "县环保局", "role": "lead", "span": [146, 150], "rule": "lead-label", "confidence": 0.995}', '{"unit": "县环保局", "role": "lead", "span": [146, 150], "rule": "lead-label", "confidence": 0.995}', '{"unit": "县生态环境局", "role": "lead", "span": [146, 150], "rule": "person", "confidence": 1.0}', NULL);
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (1496220385891319808, 4, 5, 38, 83, '修复堤防12公里', '1 | 修复堤防12公里 | 县水利局 | 2026年9月底前 | 正在施工 | 督查一组');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (1496226065151950848, 1, 1, 59, 101, '清理河道', '1.清理河道。6月底前清理河道不少于40公里。
牵头单位:县水利局
责任单位:各乡镇');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (1496226065151950849, 1, 2, 102, 154, '整治排污口', '2.整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (1496226065152999424, 2, 3, 59, 107, '清理河道和库区', '1.清理河道和库区。6月底前清理河道和库区不少于40公里。
牵头单位:县水利局
责任单位:各乡镇');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (1496226065152999425, 2, 4, 108, 160, '整治排污口', '2.整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649140753036476416, 3, NULL, 0, 19, NULL, '青山县2026年上半年河湖治理工作总结');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649140753036476417, 3, NULL, 20, 44, NULL, '截至6月底,已清理河道26公里,整治排污口5个。');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649141890498166785, 4, NULL, 0, 37, NULL, '序号 | 任务内容 | 牵头单位 | 完成时限 | 进展情况 | 督查单位');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569758797826, 1, NULL, 0, 11, NULL, '青政发〔2026〕7号');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569758797827, 1, NULL, 12, 28, NULL, '青山县2026年河湖治理工作要点');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569758797828, 1, NULL, 29, 51, NULL, '为贯彻《江南省河湖保护条例》,提出以下要点。');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569758797829, 1, NULL, 52, 58, NULL, '一、重点任务');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569759846402, 2, NULL, 0, 11, NULL, '青政发〔2026〕7号');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569759846403, 2, NULL, 12, 28, NULL, '青山县2026年河湖治理工作要点');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569759846404, 2, NULL, 29, 51, NULL, '为贯彻《江南省河湖保护条例》,提出以下要点。');
INSERT INTO "passage" ("id", "version", "task", "span_start", "span_end", "title", "folded") VALUES (2649147569759846405, 2, NULL, 52, 58, NULL, '一、重点任务');
INSERT INTO "candidate" ("statement", "task", "ground", "score", "chosen", "cited", "metric", "value", "unit", "state", "doubt", "detail", "event") VALUES (1, 'd001f31b08', 'words', 0.7337, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, 2);
INSERT INTO "candidate" ("statement", "task", "ground", "score", "chosen", "cited", "metric", "value", "unit", "state", "doubt", "detail", "event") VALUES (2, 'e6174367da', 'words', 0.99, 1, 1, NULL, NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO "version" ("id", "document", "number", "text_hash", "text", "title", "doc_number", "issuer", "published", "written", "year", "type", "period_start", "period_end", "loaded_at", "superseded_at", "warnings") VALUES (1, 'c257caeaf3', 1, 'f252948179ba0762571a511e14035b7c836fced8dbbcb203af93948bedf90e83', '青政发〔2026〕7号
青山县2026年河湖治理工作要点
为贯彻《江南省河湖保护条例》,提出以下要点。
一、重点任务
1.清理河道。6月底前清理河道不少于40公里。
牵头单位:县水利局
责任单位:各乡镇
2.整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局', '青山县2026年河湖治理工作要点', '青政发〔2026〕7号', NULL, NULL, NULL, 2026, '工作要点', NULL, NULL, '2026-07-01T09:00:00+08:00', '2026-07-01T09:00:00+08:00', '[]');
INSERT INTO "version" ("id", "document", "number", "text_hash", "text", "title", "doc_number", "issuer", "published", "written", "year", "type", "period_start", "period_end", "loaded_at", "superseded_at", "warnings") VALUES (2, 'c257caeaf3', 2, '4d2eafcc3bedf6000049f9ca90b56fd92dc41fc3a08889423f3a00376d03071c', '青政发〔2026〕7号
青山县2026年河湖治理工作要点
为贯彻《江南省河湖保护条例》,提出以下要点。
一、重点任务
1.清理河道和库区。6月底前清理河道和库区不少于40公里。
牵头单位:县水利局
责任单位:各乡镇
2.整治排污口。12月底前完成整治12个,每月25日前报送进展。
牵头单位:县环保局
配合单位:县水利局', '青山县2026年河湖治理工作要点', '青政发〔2026〕7号', NULL, NULL, NULL, 2026, '工作要点', NULL, NULL, '2026-07-01T09:00:00+08:00', NULL, '[]');
INSERT INTO "version" ("id", "document", "number", "text_hash", "text", "title", "doc_number", "issuer", "published", "written", "year", "type", "period_start", "period_end", "loaded_at", "superseded_at", "warnings") VALUES (3, '286aabed3c', 1, 'c2377bb8aca6a21c00e71a8cae385e91a566ce340cc029312bbe44b1996962be', '青山县2026年上半年河湖治理工作总结
截至6月底,已清理河道26公里,整治排污口5个。', '青山县2026年上半年河湖治理工作总结', NULL, NULL, NULL, NULL, 2026, '总结', NULL, NULL, '2026-07-01T09:00:00+08:00', NULL, '[]');
INSERT INTO "version" ("id", "document", "number", "text_hash", "text", "title", "doc_number", "issuer", "published", "written", "year", "type", "period_start", "period_end", "loaded_at", "superseded_at", "warnings") VALUES (4, '2ae79a7d38', 1, '1e11006359ad8388ff8d5e8d64d6b8924936ae56abc5c08b45b26e91da1b1abc', '序号 | 任务内容 | 牵头单位 | 完成时限 | 进展情况 | 督查单位
1 | 修复堤防12公里 | 县水利局 | 2026年9月底前 | 正在施工 | 督查一组', NULL, NULL, NULL, NULL, NULL, 2026, '其他', NULL, NULL, '2026-07-01T09:00:00+08:00', NULL, '[]');
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (0, -5621486678797414103, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (1, -2114784537465845335, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (2, -7203008776035630672, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (3, -6374134500421918795, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (4, 4699812743653364027, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (5, 711810082512140792, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (6, -4107867020475253079, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (7, 3681422361259696256, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (8, 7167160640742058383, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (9, -1411022138745266933, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (10, 2905662399430628451, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (11, 974116346671223072, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (12, 7878049648320668394, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (13, -6060257163687002442, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (14, -6560681528696940547, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (15, 900284244687528106, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (16, -5623625027563144069, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (17, -4596679963491416813, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (18, -6021160835071840415, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (19, -2919966592524297085, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (20, -1264460563795869287, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (21, -9131857342882354167, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (22, -3199456775324043486, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (23, 46573824784020820, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (24, 2152272501277314306, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (25, -4151445908096881036, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (26, -905955415803279160, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (27, -6200358513876414016, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (28, -8902732389977860949, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (29, -1419100912379661679, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (30, -7069912398374147524, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (31, -7489831728602765974, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (32, -6619556600993142789, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (33, 559187245821729399, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (34, -5069034637341936130, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (35, -1095113215340004844, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (36, 3171966095577929146, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (37, 2786822948054819496, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (38, 8789730359524846602, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (39, 4159778744928569159, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (40, -2245645482245767256, 2);
INSERT INTO "signature_band" ("band", "hash", "version") VALUES (41, 3741028342114246938, 2);
INSERT INTO "task_line" ("task", "root", "replaces", "replaced_title", "score", "evidence") VALUES ('d001f31b08', '4565b8a93d', '4565b8a93d', '清理河道', 0.755, '{"title": 0.557, "text": 0.776, "place": 1.0}');
INSERT INTO "event" ("task", "number", "kind", "happened_on", "recorded_at", "who", "note", "value", "unit", "metric", "state", "quote", "source", "source_start", "source_end", "due", "reason", "corrects") VALUES ('4565b8a93d', 1, 'accepted', '2026-03-10', '2026-07-01T09:00:00+08:00', '林晓', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "event" ("task", "number", "kind", "happened_on", "recorded_at", "who", "note", "value", "unit", "metric", "state", "quote", "source", "source_start", "source_end", "due", "reason", "corrects") VALUES ('4565b8a93d', 2, 'progress', '2026-06-30', '2026-07-01T09:00:00+08:00', NULL, NULL, NULL, NULL, NULL, NULL, '已清理河道26公里', '286aabed3c', 26, 35, NULL, NULL, NULL);
INSERT INTO "event" ("task", "number", "kind", "happened_on", "recorded_at", "who", "note", "value", "unit", "metric", "state", "quote", "source", "source_start", "source_end", "due", "reason", "corrects") VALUES ('9f15f189e3', 1, 'progress', '2026-03-20', '2026-07-01T09:00:00+08:00', '林晓', NULL, NULL, NULL, NULL, 'under_way', '正在施工', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "event" ("task", "number", "kind", "happened_on", "recorded_at", "who", "note", "value", "unit", "metric", "state", "quote", "source", "source_start", "source_end", "due", "reason", "corrects") VALUES ('e6174367da', 1, 'progress', '2026-06-30', '2026-07-01T09:00:00+08:00', NULL, NULL, NULL, NULL, NULL, NULL, '整治排污口5个', '286aabed3c', 36, 43, NULL, NULL, NULL);
INSERT INTO "event" ("task", "number", "kind", "happened_on", "recorded_at", "who", "note", "value", "unit", "metric", "state", "quote", "source", "source_start", "source_end", "due", "reason", "corrects") VALUES ('e6174367da', 2, 'extended', '2026-06-20', '2026-07-01T09:00:00+08:00', '林晓', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2027-01-31', '汛期', NULL);
INSERT INTO "scope" ("version", "waits", "region", "plans_from", "plans_to", "reports") VALUES (1, 0, '青山县', 2026, 2026, NULL);
INSERT INTO "scope" ("version", "waits", "region", "plans_from", "plans_to", "reports") VALUES (2, 0, '青山县', 2026, 2026, NULL);
INSERT INTO "scope" ("version", "waits", "region", "plans_from", "plans_to", "reports") VALUES (3, 0, '青山县', NULL, NULL, 2026);
INSERT INTO "scope" ("version", "waits", "region", "plans_from", "plans_to", "reports") VALUES (4, 1, NULL, NULL, NULL, NULL);
INSERT INTO "signature" ("version", "scheme", "hashes") VALUES (2, 'affine32-126x5', X'05338E023A8A5501234CEF0058DC30047E9A6F03C29882054EFB0502EE13ED00C5F88901CBD8EE03ED5B6F00CBDE3B00977B4A00A3B0A403BFE0A8007EE1DD0192F8A30190072E01A1A271026AB1F2027E6C1302E0A7EF01EDB675030B151901E48801005537300030EF440083731A0179C52E07E0A1ED050581350134468C044DF5B5006885D00036F06601BDC3B80207DF1D013593210045522100F94B31013A2D0D024C5F310306F2E802D073FC05392DBC06D14FF5013A1F5A07CB407B0187BC3E005A9B3304A7DA820331BA38029055F3006A5B9400481EE80228D44E064699AA01A5DCC9004DC9A500B8F9FA023AC6B802C1470408452515009606D40064235801E9BD13023C7C600253578D01EB061302DBA402019F524102D557A700ACF53D0063B27A05BC857B03C0BAAA01993C100039AA2501CBA04C0462C21904C8511A0014708E00BBD73002236EB900EFFBDE00FA613207EC11910202EC4804A72B1F03574B9D04BD813D0160864F01FD7582004A514C016FA80506F43004040EEDA6007E99540278752802B6BF770114BA0F01994F4600D04ABD022AB089018FFF2500BC462E0096F9370064A3A101C8E58501E5B8A100C1BEFC04A9FCA40694BE850042B522055FD9BA00533C0503ED8E6B01EA58620018B58200DFAEF000DFFF0E009A3326028CDB8A01365AFC00C74203064D4F8F00');
INSERT INTO "ledger_cell" ("task", "head", "number", "text", "written_on", "recorded_at", "who", "events") VALUES ('9f15f189e3', 'progress', 1, '正在施工', '2026-03-20', '2026-07-01T09:00:00+08:00', '林晓', 1);
INSERT INTO "ledger_cell" ("task", "head", "number", "text", "written_on", "recorded_at", "who", "events") VALUES ('9f15f189e3', '督查单位', 1, '督查一组', '2026-03-20', '2026-07-01T09:00:00+08:00', '林晓', 1);
INSERT INTO "reading" ("version", "subject", "row", "facts") VALUES (1, 'e6174367da', 2, '{"id": "e6174367da", "path": "1.2", "kind": "task", "title": "整治排污口", "text": "整治排污口。12月底前完成整治12个,每月25日前报送进展。\n牵头单位:县环保局\n配合单位:县水利局", "span": [104, 154], "page": null, "rule": "arabic", "confidence": 0.983, "assignments": [{"unit": "县环保局", "role": "lead", "span": [140, 144], "rule": "lead-label", "confidence": 0.995}, {"unit": "县水利局", "role": "cooperating", "span": [150, 154], "rule": "cooperating-label", "confidence": 0.993}], "deadlines": [{"text": "12月底前", "start": null, "end": "2026-12-31", "every": null, "rrule": null, "basis": "inferred", "anchor_event": null, "span": [110, 115], "rule": "part-of-month/until", "confidence": 0.991}, {"text": "每月25日前", "start": null, "end": "2026-01-25", "every": "month", "rrule": "FREQ=MONTHLY;BYMONTHDAY=25", "basis": "exact", "anchor_event": null, "span": [123, 129], "rule": "each-day", "confidence": 0.94}], "targets": [{"text": "12个", "metric": "整治", "op": "=", "value": 12, "value_max": null, "unit": "个", "change": null, "baseline": null, "modality": null, "span": [119, 122], "rule": "plain", "confidence": 0.852}]}');
INSERT INTO "reading" ("version", "subject", "row", "facts") VALUES (2, 'e6174367da', 4, '{"id": "e6174367da", "path": "1.2", "kind": "task", "title": "整治排污口", "text": "整治排污口。12月底前完成整治12个,每月25日前报送进展。\n牵头单位:县环保局\n配合单位:县水利局", "span": [110, 160], "page": null, "rule": "arabic", "confidence": 0.983, "assignments": [{"unit": "县环保局", "role": "lead", "span": [146, 150], "rule": "lead-label", "confidence": 0.995}, {"unit": "县水利局", "role": "cooperating", "span": [156, 160], "rule": "cooperating-label", "confidence": 0.993}], "deadlines": [{"text": "12月底前", "start": null, "end": "2026-12-31", "every": null, "rrule": null, "basis": "inferred", "anchor_event": null, "span": [116, 121], "rule": "part-of-month/until", "confidence": 0.991}, {"text": "每月25日前", "start": null, "end": "2026-01-25", "every": "month", "rrule": "FREQ=MONTHLY;BYMONTHDAY=25", "basis": "exact", "anchor_event": null, "span": [129, 135], "rule": "each-day", "confidence": 0.94}], "targets": [{"text": "12个", "metric": "整治", "op": "=", "value": 12, "value_max": null, "unit": "个", "change": null, "baseline": null, "modality": null, "span": [125, 128], "rule": "plain", "confidence": 0.852}]}');
INSERT INTO "document" ("id", "key") VALUES ('286aabed3c', 'text:4a6112f189ee04ff2303b9ef');
INSERT INTO "document" ("id", "key") VALUES ('2ae79a7d38', 'text:b4f941a3d765d50d010032bc');
INSERT INTO "document" ("id", "key") VALUES ('c257caeaf3', '青政发〔2026〕7号');
INSERT INTO "document_name" ("name", "document") VALUES ('青山县2026年上半年河湖治理工作总结', '286aabed3c');
INSERT INTO "document_name" ("name", "document") VALUES ('青山县2026年河湖治理工作要点', 'c257caeaf3');
INSERT INTO "document_name" ("name", "document") VALUES ('青政发[2026]7号', 'c257caeaf3');
INSERT INTO "task_band" ("hash", "task") VALUES (-7363385737368198330, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (-6984634347132980427, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (-6229368316133539151, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (-4697664018676578984, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (-3065913083125028221, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (-2466514143406812698, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (-794687244839818837, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (-338338460637347653, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (-338338460637347653, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (30090021162352987, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (63961260272731544, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (747767212116536521, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (812994816170396767, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (1704710339758268608, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (2919406068924642860, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (3820935223365600197, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (3960885619619048269, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (5070493574678557552, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (6745137075739791799, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (7705796679146178479, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (8057562317921384262, 3);
INSERT INTO "task_band" ("hash", "task") VALUES (8057562317921384262, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (8359786945378527739, 4);
INSERT INTO "task_band" ("hash", "task") VALUES (8641242803386012279, 3);
INSERT INTO "document_home" ("document", "region", "distance", "year") VALUES ('286aabed3c', '青山县', 0, 2026);
INSERT INTO "document_home" ("document", "region", "distance", "year") VALUES ('c257caeaf3', '青山县', 0, 2026);
INSERT INTO "link" ("number", "kind", "relation", "source", "name", "alias", "target", "printed", "status", "score", "rule", "quote", "span_start", "span_end", "evidence", "since", "decided_at") VALUES (1, 'document', 'cites', 'c257caeaf3', '江南省河湖保护条例', NULL, NULL, '《江南省河湖保护条例》', 'confirmed', 0.9, 'cites.named', '为贯彻《江南省河湖保护条例》,提出以下要点。', 29, 51, '{}', NULL, NULL);
INSERT INTO passage_fts (rowid, body) VALUES (343298881284472832, '4fee 590d 5824 9632 31 32 516c 91cc');
INSERT INTO passage_fts (rowid, body) VALUES (1496220385891319808, '31 4fee 590d 5824 9632 31 32 516c 91cc 53bf 6c34 5229 5c40 32 30 32 36 5e74 39 6708 5e95 524d 6b63 5728 65bd 5de5 7763 67e5 4e00 7ec4');
INSERT INTO passage_fts (rowid, body) VALUES (343304560545103872, '6e05 7406 6cb3 9053');
INSERT INTO passage_fts (rowid, body) VALUES (1496226065151950848, '31 6e05 7406 6cb3 9053 36 6708 5e95 524d 6e05 7406 6cb3 9053 4e0d 5c11 4e8e 34 30 516c 91cc 7275 5934 5355 4f4d 53bf 6c34 5229 5c40 8d23 4efb 5355 4f4d 5404 4e61 9547');
INSERT INTO passage_fts (rowid, body) VALUES (343304560545103873, '6574 6cbb 6392 6c61 53e3');
INSERT INTO passage_fts (rowid, body) VALUES (1496226065151950849, '32 6574 6cbb 6392 6c61 53e3 31 32 6708 5e95 524d 5b8c 6210 6574 6cbb 31 32 4e2a 6bcf 6708 32 35 65e5 524d 62a5 9001 8fdb 5c55 7275 5934 5355 4f4d 53bf 73af 4fdd 5c40 914d 5408 5355 4f4d 53bf 6c34 5229 5c40');
INSERT INTO passage_fts (rowid, body) VALUES (343304560546152448, '6e05 7406 6cb3 9053 548c 5e93 533a');
INSERT INTO passage_fts (rowid, body) VALUES (1496226065152999424, '31 6e05 7406 6cb3 9053 548c 5e93 533a 36 6708 5e95 524d 6e05 7406 6cb3 9053 548c 5e93 533a 4e0d 5c11 4e8e 34 30 516c 91cc 7275 5934 5355 4f4d 53bf 6c34 5229 5c40 8d23 4efb 5355 4f4d 5404 4e61 9547');
INSERT INTO passage_fts (rowid, body) VALUES (343304560546152449, '6574 6cbb 6392 6c61 53e3');
INSERT INTO passage_fts (rowid, body) VALUES (1496226065152999425, '32 6574 6cbb 6392 6c61 53e3 31 32 6708 5e95 524d 5b8c 6210 6574 6cbb 31 32 4e2a 6bcf 6708 32 35 65e5 524d 62a5 9001 8fdb 5c55 7275 5934 5355 4f4d 53bf 73af 4fdd 5c40 914d 5408 5355 4f4d 53bf 6c34 5229 5c40');
INSERT INTO passage_fts (rowid, body) VALUES (2649140753036476416, '9752 5c71 53bf 32 30 32 36 5e74 4e0a 534a 5e74 6cb3 6e56 6cbb 7406 5de5 4f5c 603b 7ed3');
INSERT INTO passage_fts (rowid, body) VALUES (2649140753036476417, '622a 81f3 36 6708 5e95 5df2 6e05 7406 6cb3 9053 32 36 516c 91cc 6574 6cbb 6392 6c61 53e3 35 4e2a');
INSERT INTO passage_fts (rowid, body) VALUES (2649141890498166785, '5e8f 53f7 4efb 52a1 5185 5bb9 7275 5934 5355 4f4d 5b8c 6210 65f6 9650 8fdb 5c55 60c5 51b5 7763 67e5 5355 4f4d');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569758797826, '9752 653f 53d1 32 30 32 36 37 53f7');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569758797827, '9752 5c71 53bf 32 30 32 36 5e74 6cb3 6e56 6cbb 7406 5de5 4f5c 8981 70b9');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569758797828, '4e3a 8d2f 5f7b 6c5f 5357 7701 6cb3 6e56 4fdd 62a4 6761 4f8b 63d0 51fa 4ee5 4e0b 8981 70b9');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569758797829, '4e00 91cd 70b9 4efb 52a1');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569759846402, '9752 653f 53d1 32 30 32 36 37 53f7');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569759846403, '9752 5c71 53bf 32 30 32 36 5e74 6cb3 6e56 6cbb 7406 5de5 4f5c 8981 70b9');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569759846404, '4e3a 8d2f 5f7b 6c5f 5357 7701 6cb3 6e56 4fdd 62a4 6761 4f8b 63d0 51fa 4ee5 4e0b 8981 70b9');
INSERT INTO passage_fts (rowid, body) VALUES (2649147569759846405, '4e00 91cd 70b9 4efb 52a1');
PRAGMA user_version = 20;
