/// What a folder holds: series, regions and files, whether each can be read, and pictures of them.
///
/// Open first: [org.isopleth.radiomics.inspect.Listing].
@NullMarked
package org.isopleth.radiomics.inspect;

import org.jspecify.annotations.NullMarked;
