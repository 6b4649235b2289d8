package org.isopleth.radiomics.read.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A DICOM file (PS3.10) after parsing: the kept attributes, and where its pixels lie. Immutable,
/// thread-safe.
public final class DicomFile {
    private final DicomBytes bytes;
    private final TransferSyntax syntax;
    private final DataSet attributes;
    private final Optional<PixelData> pixels;

    DicomFile(DicomBytes bytes, TransferSyntax syntax, DataSet attributes, Optional<PixelData> pixels) {
        this.bytes = bytes;
        this.syntax = syntax;
        this.attributes = attributes;
        this.pixels = pixels;
    }

    /// Reads the attributes; pixels stay in the file.
    ///
    /// @throws UnreadableException when the file is not DICOM or is damaged
    public static DicomFile open(Path file) {
        try {
            return DicomParser.parse(DicomBytes.plain(file));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    /// How it is written.
    public TransferSyntax syntax() {
        return syntax;
    }

    /// What it says.
    public DataSet attributes() {
        return attributes;
    }

    /// Whether it holds pixels.
    public boolean hasPixels() {
        return pixels.isPresent();
    }

    DicomBytes bytes() {
        return bytes;
    }

    PixelData pixels() {
        return pixels.orElseThrow(() -> new UnreadableException(Reason.DICOM_PIXELS_MISSING));
    }
}
