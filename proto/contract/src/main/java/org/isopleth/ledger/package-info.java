/// The ledger: the tamper-evident privacy log of a program, as words and pure functions.
///
/// A ledger is an ordered list of entries, each an RFC 8785 JSON document, hashed into the Merkle tree
/// of RFC 6962, laid out as a C2SP tlog-tiles directory and headed by C2SP signed checkpoints. Open
/// [org.isopleth.ledger.LedgerEntry] for what is written down, [org.isopleth.ledger.TileTree] for how
/// it is laid out, [org.isopleth.ledger.LedgerVerification] for how a stranger checks it all by
/// [org.isopleth.ledger.LedgerRule], and [org.isopleth.ledger.LedgerComparison] for how two ledgers are laid beside
/// each other. What others say of a ledger's heads: [org.isopleth.ledger.Witness] cosigns them,
/// [org.isopleth.ledger.TlogPolicy] says whose word is enough, [org.isopleth.ledger.TlogProof] hands out one entry with
/// both, and [org.isopleth.ledger.ForkEvidence] convicts a ledger of two stories.
///
/// The files of a ledger directory:
///
/// | path | content |
/// |---|---|
/// | `key.json` | who owns the ledger, its verifier key, and the owner's certificate over it |
/// | `checkpoint` | the latest signed tree head, with the cosignatures it has got |
/// | `checkpoints/<size>` | every signed tree head ever published, with its cosignatures |
/// | `witnesses/<key>.json` | who cosigned: as `key.json`, for each witness's key |
/// | `pending-checkpoint` | the signed head of a publication that is not complete |
/// | `tile/entries/<N>[.p/<W>]` | 256 entries each |
/// | `tile/<L>/<N>[.p/<W>]` | 256 hashes each |
///
/// Depends on the JDK and `canonical` only.
@NullMarked
package org.isopleth.ledger;

import org.jspecify.annotations.NullMarked;
