/// A hospital's images: where they lie, whose they are, and what is measured on them.
///
/// A source is listed into an index, so that a second import reads only what changed; series are linked to
/// patients by pseudonym and measured one after the other; what was measured goes into the semantic store.
/// Open [org.isopleth.connector.image.ImageImport] first. Depends on `semantic`, `secret`, the radiomics library
/// and strict documents.
@NullMarked
package org.isopleth.connector.image;

import org.jspecify.annotations.NullMarked;
