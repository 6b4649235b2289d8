/// Large bytes as files named by their digest: tensors, running sums, reports.
///
/// Open [org.isopleth.store.blob.BlobFolder] first. A blob is either absent or whole: what arrives in
/// pieces is a [org.isopleth.store.blob.BlobUpload] until its digest verifies. Depends on `canonical`
/// and, for private files, on [org.isopleth.store].
@NullMarked
package org.isopleth.store.blob;

import org.jspecify.annotations.NullMarked;
