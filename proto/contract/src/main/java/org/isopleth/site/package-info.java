/// Who takes part: hospitals and people, each known by a name, a role and the fingerprint of a key.
///
/// Open [org.isopleth.site.SiteId] first. Depends on the JDK and `canonical`.
@NullMarked
package org.isopleth.site;

import org.jspecify.annotations.NullMarked;
