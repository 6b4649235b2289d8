-- The whole durable state of one program. The same text runs on H2 and PostgreSQL; only the type
-- of a name differs: ${name} compares by code point on both, whatever the server's locale.

-- Who this database belongs to. One row, written when it is opened for the first time.
CREATE TABLE store_owner (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    program ${name} NOT NULL,
    name ${name} NOT NULL,
    opened_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Who may write. Every write transaction updates this row, which both proves that its epoch is the
-- newest and makes writes happen one after another. last_write numbers the writes of the epoch, so
-- that a writer that lost its connection while committing can find out what became of it.
CREATE TABLE leader (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL,
    holder ${name} NOT NULL,
    since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_write BIGINT NOT NULL
);

INSERT INTO leader (id, epoch, holder, since, last_write)
VALUES (1, 0, 'nobody', TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00', 0);

CREATE TABLE streams (
    stream ${name} NOT NULL PRIMARY KEY,
    last_sequence BIGINT NOT NULL
);

CREATE TABLE events (
    stream ${name} NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    kind ${name} NOT NULL,
    version INTEGER NOT NULL,
    body BYTEA NOT NULL CHECK (OCTET_LENGTH(body) <= 262144),
    recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    epoch BIGINT NOT NULL,
    PRIMARY KEY (stream, sequence)
);

-- How far the exchange with one peer has come: messages numbered for it, messages it confirmed, and
-- messages received from it.
CREATE TABLE peers (
    peer ${name} NOT NULL PRIMARY KEY,
    enqueued BIGINT NOT NULL,
    acknowledged BIGINT NOT NULL,
    received BIGINT NOT NULL,
    CHECK (acknowledged <= enqueued)
);

CREATE TABLE outbox (
    peer ${name} NOT NULL,
    sequence BIGINT NOT NULL CHECK (sequence > 0),
    kind ${name} NOT NULL,
    body BYTEA NOT NULL CHECK (OCTET_LENGTH(body) <= 262144),
    PRIMARY KEY (peer, sequence)
);

CREATE TABLE ledgers (
    ledger ${name} NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL
);

-- 65535 bytes is the largest entry that a tlog-tiles entry bundle can hold.
CREATE TABLE leaves (
    ledger ${name} NOT NULL,
    leaf_index BIGINT NOT NULL CHECK (leaf_index >= 0),
    entry BYTEA NOT NULL CHECK (OCTET_LENGTH(entry) <= 65535),
    PRIMARY KEY (ledger, leaf_index)
);

CREATE TABLE documents (
    namespace ${name} NOT NULL,
    document ${name} NOT NULL,
    version BIGINT NOT NULL,
    body BYTEA NOT NULL CHECK (OCTET_LENGTH(body) <= 262144),
    PRIMARY KEY (namespace, document)
);
