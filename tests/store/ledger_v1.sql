-- A ledger of schema 1, as version 1 left it.
PRAGMA application_id = 1399482732;
BEGIN TRANSACTION;
CREATE TABLE aliases (
  old TEXT PRIMARY KEY,
  incident TEXT NOT NULL
) STRICT;
INSERT INTO "aliases" VALUES('i0','i1');
CREATE TABLE blocks (
  block TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES standing (number),
  PRIMARY KEY (block, report)
) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
  number INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  incident TEXT NOT NULL,
  kind TEXT NOT NULL,
  taken_into TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;
INSERT INTO "changes" VALUES(1,'2024-03-10T08:00:00Z','i1','new','','[]');
CREATE TABLE decided (
  key TEXT NOT NULL,
  decision INTEGER NOT NULL REFERENCES decisions (number),
  PRIMARY KEY (key, decision)
) STRICT, WITHOUT ROWID;
INSERT INTO "decided" VALUES('d1/0-4',1);
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  withdraws INTEGER REFERENCES decisions (number),
  json TEXT NOT NULL
) STRICT;
INSERT INTO "decisions" VALUES(1,NULL,'{"number":1,"at":"2024-03-10T08:00:00Z","by":"ana","kind":"confirm","these":["d1/0-4"],"those":[],"field":"","value":"","note":"","withdraws":null}');
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  outlet TEXT NOT NULL,
  outlet_id TEXT NOT NULL,
  lang TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  dated_by TEXT NOT NULL,
  retrieved TEXT NOT NULL,
  origin TEXT NOT NULL,
  synthetic INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
INSERT INTO "documents" VALUES(1,'d1','aa11','Wadi Bulletin','','ar','','','2024-03-09','given','2024-03-10T08:00:00Z','a.txt',1,'قصفٌ على بلدة بحَلَب.');
CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  event_type TEXT NOT NULL,
  status TEXT NOT NULL,
  start_at TEXT NOT NULL,
  end_at TEXT NOT NULL,
  countries TEXT NOT NULL,
  lat REAL,
  lon REAL,
  synthetic INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
INSERT INTO "incidents" VALUES('i1','shelling','reported','2024-03-09','2024-03-09',' SY ',35.86,36.8,1,'{"id":"i1","event_type":"shelling","status":"reported","time":{"start":"2024-03-09","end":"2024-03-09","precision":"day","text":"","spans":[],"inferred":null},"places":[{"gazetteer_id":"","name":"Saraqib","name_ar":"","country":"SY","admin1":"","admin2":"","lat":35.86,"lon":36.8,"radius_km":null,"relation":"in","precision":1,"text":"","start":0,"end":0}],"origin":[],"participants":[],"harm":[],"weapons":[],"sources":[],"reports":[{"doc":"d1","report":"r1","key":"d1/0-4","outlet":"","outlet_id":"","published":"","url":"","title":"","lang":"ar","voice":"","realis":"actual","event_type":"","sources":[],"quote":"","start":0,"end":0}],"political":true,"synthetic":false,"voices":1,"answers":[],"fields":[],"was":[],"decided":[],"locked":false,"confirmed":false,"rejected":false,"issues":[]}');
CREATE TABLE links (
  a INTEGER NOT NULL REFERENCES standing (number),
  b INTEGER NOT NULL REFERENCES standing (number),
  score REAL NOT NULL,
  verdict TEXT NOT NULL,
  barred TEXT NOT NULL,
  steps TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE membership (
  report INTEGER PRIMARY KEY REFERENCES standing (number),
  incident TEXT NOT NULL REFERENCES incidents (id)
) STRICT;
INSERT INTO "membership" VALUES(1,'i1');
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "meta" VALUES('schema','1');
INSERT INTO "meta" VALUES('created','2024-03-10T08:00:00+00:00');
CREATE TABLE readings (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (number),
  reader TEXT NOT NULL,
  tallies TEXT NOT NULL,
  framing TEXT NOT NULL,
  rest TEXT NOT NULL
) STRICT;
INSERT INTO "readings" VALUES(1,1,'0.1.0','[]','[]','{}');
CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings (number),
  key TEXT NOT NULL,
  quote TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
INSERT INTO "reports" VALUES(1,1,'d1/0-4','قصفٌ على بلدة بحَلَب.','{"id":"r1","event_type":"shelling","realis":"actual","political":true,"trigger":{"text":"قصفٌ","start":0,"end":4},"sentences":[[0,64]],"participants":[],"weapons":[],"repeats":null,"places":[],"origin":[],"time":null,"harm":[],"sources":[],"response_to":null,"confidence":0.0}');
CREATE TABLE standing (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (number),
  report INTEGER NOT NULL REFERENCES reports (number),
  state TEXT NOT NULL CHECK (state IN ('pending', 'settled', 'stale', 'gone'))
) STRICT;
INSERT INTO "standing" VALUES(1,'d1/0-4',1,1,'settled');
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_lang ON documents (lang);
CREATE INDEX documents_published ON documents (published, number);
CREATE INDEX readings_document ON readings (document, number);
CREATE INDEX reports_reading ON reports (reading);
CREATE INDEX standing_document ON standing (document);
CREATE INDEX standing_state ON standing (state);
CREATE INDEX blocks_report ON blocks (report);
CREATE INDEX links_b ON links (b);
CREATE INDEX incidents_start ON incidents (start_at, id);
CREATE INDEX membership_incident ON membership (incident);
CREATE INDEX aliases_incident ON aliases (incident);
CREATE INDEX decisions_withdraws ON decisions (withdraws);
CREATE TRIGGER documents_no_UPDATE BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents is append-only'); END;
CREATE TRIGGER documents_no_DELETE BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents is append-only'); END;
CREATE TRIGGER readings_no_UPDATE BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings is append-only'); END;
CREATE TRIGGER readings_no_DELETE BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings is append-only'); END;
CREATE TRIGGER reports_no_UPDATE BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'reports is append-only'); END;
CREATE TRIGGER reports_no_DELETE BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'reports is append-only'); END;
CREATE TRIGGER decisions_no_UPDATE BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER decisions_no_DELETE BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER decided_no_UPDATE BEFORE UPDATE ON decided BEGIN SELECT RAISE(ABORT, 'decided is append-only'); END;
CREATE TRIGGER decided_no_DELETE BEFORE DELETE ON decided BEGIN SELECT RAISE(ABORT, 'decided is append-only'); END;
CREATE TRIGGER changes_no_UPDATE BEFORE UPDATE ON changes BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END;
CREATE TRIGGER changes_no_DELETE BEFORE DELETE ON changes BEGIN SELECT RAISE(ABORT, 'changes is append-only'); END;
COMMIT;
