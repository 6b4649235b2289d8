/// The random bytes a site keeps to itself, and the keys made from them.
///
/// Open [org.isopleth.connector.secret.SiteSecret] first. Depends on the owner-only files of
/// `wire.identity`.
@NullMarked
package org.isopleth.connector.secret;

import org.jspecify.annotations.NullMarked;
