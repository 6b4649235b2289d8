/// What an auditor does at a command line: verify, offline and trusting nobody, what a program wrote
/// down about itself.
///
/// Open [org.isopleth.client.audit.AuditVerifyCommand] first. Depends on picocli and on the contract's
/// `ledger` and `canonical`; never on a network.
@NullMarked
package org.isopleth.client.audit;

import org.jspecify.annotations.NullMarked;
