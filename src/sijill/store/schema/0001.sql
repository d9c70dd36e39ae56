-- Documents, what was read in them, how reports are linked, incidents, decisions and changes.
-- $text, $real, $strict and $compact stand for what the two databases spell differently.

CREATE TABLE meta (
  name $text PRIMARY KEY,
  value $text NOT NULL
) $strict;

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id $text NOT NULL UNIQUE,
  sha256 $text NOT NULL,
  outlet $text NOT NULL,
  outlet_id $text NOT NULL,
  lang $text NOT NULL,
  url $text NOT NULL,
  title $text NOT NULL,
  published $text NOT NULL,
  dated_by $text NOT NULL,
  retrieved $text NOT NULL,
  origin $text NOT NULL,
  synthetic INTEGER NOT NULL,
  text $text NOT NULL
) $strict;
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_lang ON documents (lang);
CREATE INDEX documents_published ON documents (published, number);

CREATE TABLE readings (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (number),
  reader $text NOT NULL,
  tallies $text NOT NULL,
  framing $text NOT NULL,
  rest $text NOT NULL
) $strict;
CREATE INDEX readings_document ON readings (document, number);

CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES readings (number),
  key $text NOT NULL,
  quote $text NOT NULL,
  json $text NOT NULL
) $strict;
CREATE INDEX reports_reading ON reports (reading);

-- One row for each report key there ever was: its newest report, and where linking has got with it.
CREATE TABLE standing (
  number INTEGER PRIMARY KEY,
  key $text NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (number),
  report INTEGER NOT NULL REFERENCES reports (number),
  state $text NOT NULL CHECK (state IN ('pending', 'settled', 'stale', 'gone'))
) $strict;
CREATE INDEX standing_document ON standing (document);
CREATE INDEX standing_state ON standing (state);

CREATE TABLE blocks (
  block $text NOT NULL,
  report INTEGER NOT NULL REFERENCES standing (number),
  PRIMARY KEY (block, report)
) $compact;
CREATE INDEX blocks_report ON blocks (report);

CREATE TABLE links (
  a INTEGER NOT NULL REFERENCES standing (number),
  b INTEGER NOT NULL REFERENCES standing (number),
  score $real NOT NULL,
  verdict $text NOT NULL,
  barred $text NOT NULL,
  steps $text NOT NULL,
  PRIMARY KEY (a, b)
) $compact;
CREATE INDEX links_b ON links (b);

CREATE TABLE incidents (
  id $text PRIMARY KEY,
  event_type $text NOT NULL,
  status $text NOT NULL,
  start_at $text NOT NULL,
  end_at $text NOT NULL,
  countries $text NOT NULL,
  lat $real,
  lon $real,
  synthetic INTEGER NOT NULL,
  json $text NOT NULL
) $strict;
CREATE INDEX incidents_start ON incidents (start_at, id);

CREATE TABLE membership (
  report INTEGER PRIMARY KEY REFERENCES standing (number),
  incident $text NOT NULL REFERENCES incidents (id)
) $strict;
CREATE INDEX membership_incident ON membership (incident);

CREATE TABLE aliases (
  old $text PRIMARY KEY,
  incident $text NOT NULL
) $strict;
CREATE INDEX aliases_incident ON aliases (incident);

CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  withdraws INTEGER REFERENCES decisions (number),
  json $text NOT NULL
) $strict;
CREATE INDEX decisions_withdraws ON decisions (withdraws);

CREATE TABLE decided (
  key $text NOT NULL,
  decision INTEGER NOT NULL REFERENCES decisions (number),
  PRIMARY KEY (key, decision)
) $compact;

CREATE TABLE changes (
  number INTEGER PRIMARY KEY,
  made_at $text NOT NULL,
  incident $text NOT NULL,
  kind $text NOT NULL,
  taken_into $text NOT NULL,
  fields $text NOT NULL
) $strict;
