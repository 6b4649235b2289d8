package org.isopleth.radiomics.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Writes a volume as NRRD: one file, single precision, gzip, in DICOM's axes. The same volume gives the same
/// bytes. Source: teem.sourceforge.net, "Definition of NRRD File Format". Stateless, thread-safe.
public final class NrrdWriter {
    private NrrdWriter() {}

    /// Writes a file that only its owner can read; a file of the name is replaced.
    public static void write(Volume volume, Path file) throws IOException {
        PrivateFile.write(file, out -> write(volume, out));
    }

    private static void write(Volume volume, OutputStream out) throws IOException {
        out.write(header(volume.grid()).getBytes(StandardCharsets.US_ASCII));
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        PrivateFile.values(volume, gzip);
        gzip.finish();
    }

    private static String header(Grid grid) {
        return """
            NRRD0004
            type: float
            dimension: 3
            space: left-posterior-superior
            sizes: %d %d %d
            space directions: %s %s %s
            kinds: domain domain domain
            endian: little
            encoding: gzip
            space origin: %s

            """.formatted(
                        grid.columns(),
                        grid.rows(),
                        grid.slices(),
                        vector(grid.orientation().columns().times(grid.spacing().x())),
                        vector(grid.orientation().rows().times(grid.spacing().y())),
                        vector(grid.orientation().slices().times(grid.spacing().z())),
                        vector(grid.origin()));
    }

    private static String vector(Vector3 v) {
        return "(" + v.x() + "," + v.y() + "," + v.z() + ")";
    }
}
