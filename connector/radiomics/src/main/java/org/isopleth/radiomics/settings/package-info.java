/// Settings as documents: YAML for people, canonical JSON for signatures and digests. Depends on the words of
/// `process` and on strict documents. Open [org.isopleth.radiomics.settings.SettingsDocument] first.
@NullMarked
package org.isopleth.radiomics.settings;

import org.jspecify.annotations.NullMarked;
