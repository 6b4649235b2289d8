/// Whether this machine measures as the reference does: the IBSI passport.
///
/// Open [org.isopleth.connector.passport.Passport] first. Depends on the radiomics library and the site's identity.
@NullMarked
package org.isopleth.connector.passport;

import org.jspecify.annotations.NullMarked;
