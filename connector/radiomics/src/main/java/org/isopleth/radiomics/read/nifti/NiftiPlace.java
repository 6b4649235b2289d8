package org.isopleth.radiomics.read.nifti;

import org.isopleth.radiomics.read.Axes;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Vector3;

/// The three ways in which a NIfTI header says where its voxels lie (nifti1.h, "3D image orientation and
/// location in space").
final class NiftiPlace {
    private final double[] pixdim;
    private final int qformCode;
    private final double[] quaternion;
    private final int sformCode;
    private final double[] affine;
    private final int units;

    /// Takes over the arrays.
    ///
    /// @param pixdim the handedness of the qform, then the spacings, in `units`
    /// @param quaternion b, c, d and the origin, of the qform
    /// @param affine the three rows of the sform
    /// @param units 1 for m, 2 for mm, 3 for µm, 0 unsaid: mm
    NiftiPlace(double[] pixdim, int qformCode, double[] quaternion, int sformCode, double[] affine, int units) {
        this.pixdim = pixdim;
        this.qformCode = qformCode;
        this.quaternion = quaternion;
        this.sformCode = sformCode;
        this.affine = affine;
        this.units = units;
    }

    Axes axes() {
        if (sformCode > 0) {
            return lps(
                    new Vector3(affine[0], affine[4], affine[8]),
                    new Vector3(affine[1], affine[5], affine[9]),
                    new Vector3(affine[2], affine[6], affine[10]),
                    new Vector3(affine[3], affine[7], affine[11]));
        }
        if (qformCode > 0) {
            return fromQuaternion();
        }
        return lps(
                new Vector3(pixdim[1], 0, 0),
                new Vector3(0, pixdim[2], 0),
                new Vector3(0, 0, pixdim[3]),
                new Vector3(0, 0, 0));
    }

    private Axes fromQuaternion() {
        double b = quaternion[0];
        double c = quaternion[1];
        double d = quaternion[2];
        double rest = 1 - (b * b + c * c + d * d);
        double a = rest < 1e-7 ? 0 : Math.sqrt(rest);
        if (rest < 1e-7) {
            // As the reference code does: a rotation by 180°, made exact.
            double length = Math.sqrt(b * b + c * c + d * d);
            b /= length;
            c /= length;
            d /= length;
        }
        double handedness = pixdim[0] < 0 ? -1 : 1;
        return lps(
                new Vector3(a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)).times(pixdim[1]),
                new Vector3(2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)).times(pixdim[2]),
                new Vector3(2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b)
                        .times(pixdim[3] * handedness),
                new Vector3(quaternion[3], quaternion[4], quaternion[5]));
    }

    private Axes lps(Vector3 column, Vector3 row, Vector3 slice, Vector3 origin) {
        double scale = switch (units) {
            case 0, 2 -> 1;
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> throw new UnreadableException(Reason.HEADER_DAMAGED);
        };
        return new Axes(turned(column, scale), turned(row, scale), turned(slice, scale), turned(origin, scale));
    }

    private static Vector3 turned(Vector3 ras, double scale) {
        return new Vector3(-ras.x() * scale, -ras.y() * scale, ras.z() * scale);
    }
}
