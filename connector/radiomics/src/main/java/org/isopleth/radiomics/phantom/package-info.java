/// Synthetic patients: CT images of textured lesions whose outcome depends on known features, so that a whole
/// study can be checked against what was planted. Nothing here is of a person, and every file says so.
///
/// Open [org.isopleth.radiomics.phantom.PhantomHospital] for files and
/// [org.isopleth.radiomics.phantom.PhantomPatient] for how a patient is made. Depends on `volume`, `process`,
/// `feature` and `write`.
@NullMarked
package org.isopleth.radiomics.phantom;

import org.jspecify.annotations.NullMarked;
