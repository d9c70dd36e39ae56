-- The word lists that documents were read with: each entry once, and each set of them as their numbers in order.

CREATE TABLE word_entries (
  number INTEGER PRIMARY KEY,
  json $text NOT NULL
) $strict;

CREATE TABLE word_sets (
  number INTEGER PRIMARY KEY,
  digest $text NOT NULL UNIQUE,
  members $text NOT NULL
) $strict;
