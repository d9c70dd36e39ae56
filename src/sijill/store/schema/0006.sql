-- Access: accounts, their sessions and tokens (hashes only), failed sign-ins, and the audit log.

CREATE TABLE accounts (
  number INTEGER PRIMARY KEY,
  login $text NOT NULL UNIQUE,
  role $text NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
  password $text NOT NULL,
  state $text NOT NULL CHECK (state IN ('active', 'disabled')),
  made_at $text NOT NULL,
  changed_at $text NOT NULL
) $strict;

CREATE TABLE sessions (
  digest $text PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (number),
  made_at $text NOT NULL,
  seen_at $text NOT NULL,
  agent $text NOT NULL
) $strict;
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE tokens (
  number INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (number),
  name $text NOT NULL,
  role $text NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
  digest $text NOT NULL UNIQUE,
  made_at $text NOT NULL,
  expires_at $text NOT NULL,
  revoked_at $text NOT NULL,
  used_at $text NOT NULL
) $strict;
CREATE INDEX tokens_account ON tokens (account);

CREATE TABLE tries (
  subject $text PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at $text NOT NULL,
  until_at $text NOT NULL
) $strict;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  made_at $text NOT NULL,
  made_by $text NOT NULL,
  what $text NOT NULL,
  about $text NOT NULL,
  detail $text NOT NULL
) $strict;
