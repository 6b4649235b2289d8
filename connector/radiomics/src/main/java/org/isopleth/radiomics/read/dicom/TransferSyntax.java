package org.isopleth.radiomics.read.dicom;

import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// How a DICOM file's attributes and pixels are written (DICOM PS3.5, 10 and annex A).
public enum TransferSyntax {
    IMPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2"),
    EXPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2.1"),
    DEFLATED("1.2.840.10008.1.2.1.99"),
    EXPLICIT_BIG_ENDIAN("1.2.840.10008.1.2.2"),
    RUN_LENGTHS("1.2.840.10008.1.2.5"),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50"),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51"),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57"),
    JPEG_LOSSLESS_FIRST_ORDER("1.2.840.10008.1.2.4.70"),
    JPEG_LS_LOSSLESS("1.2.840.10008.1.2.4.80"),
    JPEG_LS_NEAR_LOSSLESS("1.2.840.10008.1.2.4.81"),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90"),
    JPEG_2000("1.2.840.10008.1.2.4.91"),
    HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201"),
    HTJ2K_LOSSLESS_PROGRESSIVE("1.2.840.10008.1.2.4.202"),
    HTJ2K("1.2.840.10008.1.2.4.203");

    private final String uid;

    TransferSyntax(String uid) {
        this.uid = uid;
    }

    /// The syntax with this identifier.
    ///
    /// @throws UnreadableException when it is none for still images
    static TransferSyntax of(String uid) {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return syntax;
            }
        }
        throw new UnreadableException(Reason.TRANSFER_SYNTAX_UNKNOWN);
    }

    /// The identifier in files.
    public String uid() {
        return uid;
    }

    /// Whether pixels lie in fragments, each frame compressed by itself.
    public boolean isEncapsulated() {
        return switch (this) {
            case IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, EXPLICIT_BIG_ENDIAN -> false;
            default -> true;
        };
    }

    /// Whether pixels written so have lost something, whatever the file says.
    public boolean isLossy() {
        return this == JPEG_BASELINE || this == JPEG_EXTENDED;
    }

    /// Whether pixels written so may have lost something, if the file does not say.
    public boolean mayBeLossy() {
        return isLossy() || this == JPEG_2000 || this == JPEG_LS_NEAR_LOSSLESS || this == HTJ2K;
    }
}
