package org.isopleth.radiomics.cases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// What kind of file a file is, by its first bytes; names say little in hospitals.
public enum Format {
    /// `DICM` after 128 bytes (PS3.10, 7.1).
    DICOM,
    /// `NRRD` at the start.
    NRRD,
    /// `ObjectType`, or where it is left out `NDims`, at the start.
    METAIMAGE,
    /// Anything else: the reader of NIfTI refuses what is none.
    NIFTI;

    private static final int PREAMBLE = 128;

    /// Looks at a file's first bytes.
    ///
    /// @throws UnreadableException when it cannot be read
    public static Format of(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(PREAMBLE + 4);
        } catch (IOException e) {
            throw new UnreadableException(Reason.FILE_NOT_READABLE);
        }
        if (has(start, PREAMBLE, "DICM")) {
            return DICOM;
        }
        if (has(start, 0, "NRRD")) {
            return NRRD;
        }
        return has(start, 0, "ObjectType") || has(start, 0, "NDims") ? METAIMAGE : NIFTI;
    }

    private static boolean has(byte[] bytes, int at, String word) {
        return bytes.length >= at + word.length()
                && new String(bytes, at, word.length(), StandardCharsets.US_ASCII).equals(word);
    }
}
