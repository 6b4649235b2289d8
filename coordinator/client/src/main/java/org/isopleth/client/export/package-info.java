/// A hospital's ledger in the forms that hospitals' own auditors consume: CSV, syslog (RFC 5424), DICOM and IHE
/// ATNA audit messages, FHIR R4 AuditEvent, the record of processing of GDPR Article 30; and the sending of it to a
/// syslog receiver over TLS (RFC 5425).
///
/// An export is a copy: the ledger is the record. Every exported entry carries its number and the hash of its leaf
/// in the ledger's tree, by which it is found again. Open [org.isopleth.client.export.LedgerExport] first. Depends
/// on the contract's `ledger` and `canonical` only.
@NullMarked
package org.isopleth.client.export;

import org.jspecify.annotations.NullMarked;
