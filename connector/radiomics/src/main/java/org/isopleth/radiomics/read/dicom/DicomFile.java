package org.isopleth.radiomics.read.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A DICOM file (PS3.10) after parsing: the kept attributes, and where its pixels lie. Immutable,
/// thread-safe.
public final class DicomFile {
    private static final Set<String> IMAGES = Set.of("CT", "MR", "PT");

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

    /// Reads the attributes of a file that is not broken off. A copy that ends between two attributes looks sound
    /// otherwise: an image, by its modality, without pixels, or an object without even a modality. A medium's
    /// directory, `DICOMDIR`, has none either (PS3.10, 8.6).
    ///
    /// @throws UnreadableException when the file is not DICOM or is damaged
    public static DicomFile openWhole(Path file) {
        DicomFile opened = open(file);
        String modality = opened.attributes.text(Tag.MODALITY).orElse("");
        boolean directory = "DICOMDIR".equalsIgnoreCase(String.valueOf(file.getFileName()));
        boolean image = IMAGES.contains(modality) || (modality.isEmpty() && !directory);
        if (image && !opened.hasPixels()) {
            throw new UnreadableException(Reason.DICOM_PIXELS_MISSING);
        }
        return opened;
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
