package org.isopleth.radiomics.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a data set as a file: preamble, file meta information and data set (DICOM PS3.10, 7.1). Stateless,
/// thread-safe.
public final class DicomFileWriter {
    /// Names this writer in files.
    private static final String IMPLEMENTATION = "2.25.120406874327283187127184611038441093431";

    private static final int PREAMBLE_BYTES = 128;

    private DicomFileWriter() {}

    /// Writes a file.
    ///
    /// @param kind SOP class
    /// @param instance SOP instance; both are also attributes of the object
    /// @throws IOException when the file cannot be written
    public static void write(Path file, String kind, String instance, DicomObject object) throws IOException {
        object.text(0x00080016, "UI", kind).text(0x00080018, "UI", instance);
        byte[] meta = new DicomObject()
                .bytes(0x00020001, (byte) 0, (byte) 1)
                .text(0x00020002, "UI", kind)
                .text(0x00020003, "UI", instance)
                .text(0x00020010, "UI", DicomObject.TRANSFER_SYNTAX)
                .text(0x00020012, "UI", IMPLEMENTATION)
                .text(0x00020013, "SH", "ISOPLETH")
                .encoded();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[PREAMBLE_BYTES]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        // (0002,0000): how long the file meta information is.
        out.write(new byte[] {2, 0, 0, 0, 'U', 'L', 4, 0});
        out.write(new byte[] {(byte) meta.length, (byte) (meta.length >>> 8), 0, 0});
        out.write(meta);
        out.write(object.encoded());
        Files.write(file, out.toByteArray());
    }
}
