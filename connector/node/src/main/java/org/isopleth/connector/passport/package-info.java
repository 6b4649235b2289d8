/// Whether this machine measures as the reference does: the IBSI passport.
///
/// Open [org.isopleth.connector.passport.PassportMeasurement] first; what a passport says is
/// [org.isopleth.study.Passport]. Depends on the radiomics library and the site's identity.
@NullMarked
package org.isopleth.connector.passport;

import org.jspecify.annotations.NullMarked;
