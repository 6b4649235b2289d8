/// Decodes JPEG images of one component: baseline, extended and lossless with Huffman codes (ITU-T T.81,
/// processes 1, 2, 4 and 14). Knows nothing of DICOM. Open first: [org.isopleth.radiomics.read.jpeg.Jpeg].
@NullMarked
package org.isopleth.radiomics.read.jpeg;

import org.jspecify.annotations.NullMarked;
