package org.isopleth.radiomics.read.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/// Writes small NIfTI files of 3 × 2 × 2 voxels with the values 0 to 11.
public final class NiftiBytes {
    public static final int VOXELS = 12;

    private NiftiBytes() {}

    /// A NIfTI-1 file with room for its voxels and neither form set.
    public static ByteBuffer first(ByteOrder order, int type, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(352 + VOXELS * bytes).order(order);
        file.putInt(0, 348);
        short[] sizes = {3, 3, 2, 2, 1, 1, 1, 1};
        float[] pixdim = {1, 0.5f, 2, 3, 0, 0, 0, 0};
        for (int i = 0; i < 8; i++) {
            file.putShort(40 + 2 * i, sizes[i]);
            file.putFloat(76 + 4 * i, pixdim[i]);
        }
        file.putShort(70, (short) type).putShort(72, (short) (8 * bytes));
        file.putFloat(108, 352).put(123, (byte) 2);
        file.put(344, new byte[] {'n', '+', '1', 0});
        return file;
    }

    /// A NIfTI-2 file with room for its voxels and neither form set.
    public static ByteBuffer second(ByteOrder order, int type, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(544 + VOXELS * bytes).order(order);
        file.putInt(0, 540).put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
        file.putShort(12, (short) type).putShort(14, (short) (8 * bytes));
        long[] sizes = {3, 3, 2, 2, 1, 1, 1, 1};
        double[] pixdim = {1, 0.5, 2, 3, 0, 0, 0, 0};
        for (int i = 0; i < 8; i++) {
            file.putLong(16 + 8 * i, sizes[i]).putDouble(104 + 8 * i, pixdim[i]);
        }
        file.putLong(168, 544).putInt(500, 2);
        return file;
    }

    /// The bytes of a file.
    public static byte[] of(ByteBuffer file) {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
