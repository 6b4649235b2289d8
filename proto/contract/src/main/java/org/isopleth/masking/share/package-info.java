/// Secrets cut into shares, of which a threshold gives the secret back and fewer give nothing.
///
/// Open [org.isopleth.masking.share.Shamir] first. Depends on `canonical`.
@NullMarked
package org.isopleth.masking.share;

import org.jspecify.annotations.NullMarked;
