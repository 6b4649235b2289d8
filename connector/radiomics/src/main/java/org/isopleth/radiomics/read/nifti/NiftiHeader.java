package org.isopleth.radiomics.read.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.isopleth.radiomics.read.Axes;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.SampleType;
import org.isopleth.radiomics.read.UnreadableException;

/// What the header of a NIfTI file says. Immutable.
///
/// @param columns number of voxels along the first index; as stored, not yet checked
/// @param offset first byte of the voxels
/// @param slope never 0
record NiftiHeader(
        ByteOrder order,
        long columns,
        long rows,
        long slices,
        SampleType type,
        long offset,
        double slope,
        double intercept,
        Axes axes) {
    /// Bytes of a NIfTI-2 header; NIfTI-1 has 348.
    static final int MAX_BYTES = 540;

    private static final int FIRST_BYTES = 348;

    static NiftiHeader of(ByteBuffer bytes) {
        if (bytes.limit() < FIRST_BYTES) {
            throw new UnreadableException(Reason.FORMAT_UNKNOWN);
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            bytes.order(order);
            int size = bytes.getInt(0);
            if (size == FIRST_BYTES) {
                return first(bytes);
            }
            if (size == MAX_BYTES && bytes.limit() == MAX_BYTES) {
                return second(bytes);
            }
        }
        throw new UnreadableException(Reason.FORMAT_UNKNOWN);
    }

    private static NiftiHeader first(ByteBuffer bytes) {
        requireOneFile(bytes, 344, 'n', '+', '1');
        long[] sizes = new long[8];
        double[] pixdim = new double[8];
        for (int i = 0; i < 8; i++) {
            sizes[i] = bytes.getShort(40 + 2 * i);
            pixdim[i] = bytes.getFloat(76 + 4 * i);
        }
        double[] quaternion = new double[6];
        double[] affine = new double[12];
        for (int i = 0; i < 6; i++) {
            quaternion[i] = bytes.getFloat(256 + 4 * i);
        }
        for (int i = 0; i < 12; i++) {
            affine[i] = bytes.getFloat(280 + 4 * i);
        }
        NiftiPlace place = new NiftiPlace(
                pixdim, bytes.getShort(252), quaternion, bytes.getShort(254), affine, bytes.get(123) & 7);
        return of(
                bytes.order(),
                sizes,
                bytes.getShort(70),
                offset(bytes.getFloat(108)),
                new double[] {bytes.getFloat(112), bytes.getFloat(116)},
                place);
    }

    private static NiftiHeader second(ByteBuffer bytes) {
        requireOneFile(bytes, 4, 'n', '+', '2');
        long[] sizes = new long[8];
        double[] pixdim = new double[8];
        for (int i = 0; i < 8; i++) {
            sizes[i] = bytes.getLong(16 + 8 * i);
            pixdim[i] = bytes.getDouble(104 + 8 * i);
        }
        double[] quaternion = new double[6];
        double[] affine = new double[12];
        for (int i = 0; i < 6; i++) {
            quaternion[i] = bytes.getDouble(352 + 8 * i);
        }
        for (int i = 0; i < 12; i++) {
            affine[i] = bytes.getDouble(400 + 8 * i);
        }
        NiftiPlace place =
                new NiftiPlace(pixdim, bytes.getInt(344), quaternion, bytes.getInt(348), affine, bytes.getInt(500) & 7);
        return of(
                bytes.order(),
                sizes,
                bytes.getShort(12),
                bytes.getLong(168),
                new double[] {bytes.getDouble(176), bytes.getDouble(184)},
                place);
    }

    private static void requireOneFile(ByteBuffer bytes, int at, char... magic) {
        if (bytes.get(at) == 'n' && bytes.get(at + 1) == 'i' && bytes.get(at + 2) == magic[2]) {
            throw new UnreadableException(Reason.NIFTI_PAIR);
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes.get(at + i) != magic[i]) {
                throw new UnreadableException(Reason.FORMAT_UNKNOWN);
            }
        }
    }

    private static long offset(float stored) {
        if (!(stored >= 0 && stored == Math.rint(stored) && stored < Long.MAX_VALUE)) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        return (long) stored;
    }

    private static NiftiHeader of(
            ByteOrder order, long[] sizes, int type, long offset, double[] scaling, NiftiPlace place) {
        if (sizes[0] < 2 || sizes[0] > 7 || offset < FIRST_BYTES) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        for (int i = 4; i <= sizes[0]; i++) {
            if (sizes[i] > 1) {
                throw new UnreadableException(Reason.NOT_THREE_DIMENSIONAL);
            }
        }
        long slices = sizes[0] == 2 ? 1 : sizes[3];
        double slope = scaling[0] == 0 ? 1 : scaling[0];
        double intercept = scaling[0] == 0 ? 0 : scaling[1];
        if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        return new NiftiHeader(order, sizes[1], sizes[2], slices, type(type), offset, slope, intercept, place.axes());
    }

    private static SampleType type(int code) {
        return switch (code) {
            case 2 -> SampleType.UINT8;
            case 4 -> SampleType.INT16;
            case 8 -> SampleType.INT32;
            case 16 -> SampleType.FLOAT32;
            case 64 -> SampleType.FLOAT64;
            case 256 -> SampleType.INT8;
            case 512 -> SampleType.UINT16;
            case 768 -> SampleType.UINT32;
            case 1024 -> SampleType.INT64;
            case 1280 -> SampleType.UINT64;
            default -> throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        };
    }
}
