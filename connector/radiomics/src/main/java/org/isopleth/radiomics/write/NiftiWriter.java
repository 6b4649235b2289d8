package org.isopleth.radiomics.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Writes a volume as NIfTI-1: one file, single precision, gzip, placed by its sform. The same volume gives the
/// same bytes. The format keeps places in single precision, to about 0.0001 mm. Source: nifti1.h of the NIfTI
/// Data Format Working Group. Stateless, thread-safe.
public final class NiftiWriter {
    private static final int HEADER_BYTES = 348;

    /// Header and the four bytes that say that no extension follows.
    private static final int VALUES_AT = 352;

    private static final short FLOAT32 = 16;
    private static final byte MILLIMETRES = 2;
    private static final short SCANNER = 1;

    private NiftiWriter() {}

    /// Writes a file that only its owner can read; a file of the name is replaced.
    ///
    /// @throws IllegalArgumentException when the volume is longer than 32,767 voxels, which NIfTI-1 cannot name
    public static void write(Volume volume, Path file) throws IOException {
        Grid grid = volume.grid();
        if (Math.max(grid.columns(), Math.max(grid.rows(), grid.slices())) > Short.MAX_VALUE) {
            throw new IllegalArgumentException("NIfTI-1 holds at most 32767 voxels along an axis");
        }
        PrivateFile.write(file, out -> write(volume, out));
    }

    private static void write(Volume volume, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
        gzip.write(header(volume.grid()).array());
        PrivateFile.values(volume, gzip);
        gzip.finish();
    }

    private static ByteBuffer header(Grid grid) {
        ByteBuffer header = ByteBuffer.allocate(VALUES_AT).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, HEADER_BYTES);
        int[] sizes = {3, grid.columns(), grid.rows(), grid.slices(), 1, 1, 1, 1};
        double[] spacing = {
            1, grid.spacing().x(), grid.spacing().y(), grid.spacing().z(), 0, 0, 0, 0
        };
        for (int i = 0; i < sizes.length; i++) {
            header.putShort(40 + 2 * i, (short) sizes[i]);
            header.putFloat(76 + 4 * i, (float) spacing[i]);
        }
        header.putShort(70, FLOAT32).putShort(72, (short) Float.SIZE);
        header.putFloat(108, VALUES_AT).put(123, MILLIMETRES);
        header.putShort(254, SCANNER);
        Vector3[] columns = {
            grid.orientation().columns().times(grid.spacing().x()),
            grid.orientation().rows().times(grid.spacing().y()),
            grid.orientation().slices().times(grid.spacing().z()),
            grid.origin()
        };
        for (int i = 0; i < columns.length; i++) {
            // NIfTI's x runs to the right and its y to the front, DICOM's to the left and to the back.
            header.putFloat(280 + 4 * i, (float) -columns[i].x());
            header.putFloat(296 + 4 * i, (float) -columns[i].y());
            header.putFloat(312 + 4 * i, (float) columns[i].z());
        }
        header.put(344, new byte[] {'n', '+', '1', 0});
        return header;
    }
}
