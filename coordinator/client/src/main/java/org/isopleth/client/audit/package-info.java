/// What an auditor and a data protection officer do at a command line: verify, offline and trusting nobody, what
/// programs wrote down about themselves; say in plain words what left a hospital; bundle ledgers for others to
/// verify; hand them to the hospital's own audit systems.
///
/// Open [org.isopleth.client.audit.AuditVerifyCommand] first. Depends on picocli, on the contract's `ledger` and
/// `canonical`, on `client.report` for its page and on `client.export`. Only `audit forward` uses a network.
@NullMarked
package org.isopleth.client.audit;

import org.jspecify.annotations.NullMarked;
