/// The masking protocol: sites add masks to their contributions that cancel in the sum, so that only the
/// sum can be read (Bonawitz et al., CCS 2017, with signed keys and the consistency round).
///
/// Open [org.isopleth.masking.SiteMasking] first, then [org.isopleth.masking.CoordinatorMasking]; keys,
/// shares and masks are in the packages below. Everything is a pure function: randomness and keys are
/// passed in, and nothing here sends, stores or reads a clock. Depends on `canonical`, `site`, `round`
/// and `ledger` (Merkle proofs).
@NullMarked
package org.isopleth.masking;

import org.jspecify.annotations.NullMarked;
