-- Names of places that no list knows, made again with each reading; and the places of users' own that
-- documents were read with: each row is valid from one set of them up to, but not in, another (0: still).

CREATE TABLE unknown_places (
  document INTEGER NOT NULL REFERENCES documents (number),
  number INTEGER NOT NULL,
  key $text NOT NULL,
  json $text NOT NULL,
  PRIMARY KEY (document, number)
) $compact;
CREATE INDEX unknown_places_key ON unknown_places (key);

CREATE TABLE place_sets (
  number INTEGER PRIMARY KEY,
  digest $text NOT NULL UNIQUE
) $strict;

CREATE TABLE own_places (
  number INTEGER PRIMARY KEY,
  id $text NOT NULL,
  since INTEGER NOT NULL REFERENCES place_sets (number),
  until INTEGER NOT NULL,
  json $text NOT NULL
) $strict;
CREATE INDEX own_places_until ON own_places (until);
