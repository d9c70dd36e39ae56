-- Copies: the signatures by which near-duplicates are found, and the voice that each document belongs to.

CREATE TABLE bands (
  band $text NOT NULL,
  document INTEGER NOT NULL REFERENCES documents (number),
  PRIMARY KEY (band, document)
) $compact;
CREATE INDEX bands_document ON bands (document);

CREATE TABLE voices (
  document INTEGER PRIMARY KEY REFERENCES documents (number),
  voice $text NOT NULL
) $strict;
