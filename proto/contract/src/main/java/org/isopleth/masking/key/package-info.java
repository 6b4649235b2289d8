/// Keys of the masking protocol: curve points, agreement keys, the contexts a round is bound to, and
/// every key derived from them; all algorithms are the JDK's (P-256, HKDF-SHA256, AES-256-GCM, ECDSA).
///
/// Open [org.isopleth.masking.key.KeySchedule] first. Depends on `canonical`, `round` and `site`.
@NullMarked
package org.isopleth.masking.key;

import org.jspecify.annotations.NullMarked;
