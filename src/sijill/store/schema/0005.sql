-- Who leads under a band of signatures, which documents are copies, and whether what changed is synthetic.
-- The bands are made anew from the texts, by the next command that adds.

DROP TABLE bands;

CREATE TABLE bands (
  band $text NOT NULL,
  document INTEGER NOT NULL REFERENCES documents (number),
  leads INTEGER NOT NULL,
  PRIMARY KEY (band, document)
) $compact;
CREATE INDEX bands_document ON bands (document);
CREATE INDEX bands_leads ON bands (band, document) WHERE leads = 1;

CREATE TABLE copies (
  a INTEGER NOT NULL REFERENCES documents (number),
  b INTEGER NOT NULL REFERENCES documents (number),
  verdict $text NOT NULL,
  jaccard $real NOT NULL,
  contained $real NOT NULL,
  whole INTEGER REFERENCES documents (number),
  PRIMARY KEY (a, b)
) $compact;
CREATE INDEX copies_b ON copies (b);

ALTER TABLE changes ADD COLUMN synthetic INTEGER NOT NULL DEFAULT 0;
