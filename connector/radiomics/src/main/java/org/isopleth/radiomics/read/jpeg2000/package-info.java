/// Decodes JPEG 2000 codestreams of one component (ISO/IEC 15444-1, ITU-T T.800; lettered annexes are its).
/// Knows nothing of DICOM.
///
/// A codestream is cut into tiles, a tile into resolutions, a resolution into subbands and precincts, and
/// these into code-blocks. Packets bring each code-block's bytes
/// ([org.isopleth.radiomics.read.jpeg2000.PacketReader]), an arithmetic decoder makes coefficients of them
/// ([org.isopleth.radiomics.read.jpeg2000.BlockDecoder]) and a wavelet makes pixels of the coefficients
/// ([org.isopleth.radiomics.read.jpeg2000.Wavelet]). Open first:
/// [org.isopleth.radiomics.read.jpeg2000.Jpeg2000].
@NullMarked
package org.isopleth.radiomics.read.jpeg2000;

import org.jspecify.annotations.NullMarked;
