package org.isopleth.connector.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.DataSet;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.Segmentation;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.dicom.Tag;

/// Reads of a file what the index keeps. Immutable, thread-safe.
final class HeaderReading {
    /// Of an image's bytes, so many tell it: the attributes come first.
    private static final int HEADER_BYTES = 1 << 16;

    private final Identities identities;

    HeaderReading(Identities identities) {
        this.identities = identities;
    }

    /// Never fails: what cannot be read is listed as damaged.
    ImageFile read(Path file, String path, long size, long modified) {
        try {
            DicomFile dicom = DicomFile.openWhole(file);
            ImageFile.Content content = content(dicom);
            boolean whole = content instanceof ImageFile.Dicom known && known.kind() == ImageFile.Kind.REGIONS;
            return new ImageFile(path, size, modified, content, digest(file, whole ? Long.MAX_VALUE : HEADER_BYTES));
        } catch (UnreadableException e) {
            ImageFile.Content content = e.reason() == Reason.FORMAT_UNKNOWN
                    ? new ImageFile.Other()
                    : new ImageFile.Damaged(e.reason().words(), series(file));
            return new ImageFile(path, size, modified, content, "");
        } catch (IOException e) {
            ImageFile.Content content = new ImageFile.Damaged(Reason.FILE_NOT_READABLE.words(), Optional.empty());
            return new ImageFile(path, size, modified, content, "");
        }
    }

    /// Of a file that was broken off between two attributes.
    private Optional<String> series(Path file) {
        try {
            return series(DicomFile.open(file).attributes());
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    private Optional<String> series(DataSet set) {
        return set.text(Tag.SERIES_INSTANCE_UID).map(identities::uid);
    }

    private ImageFile.Content content(DicomFile dicom) {
        DataSet set = dicom.attributes();
        boolean regions = StructureSet.isStructureSet(dicom) || Segmentation.isSegmentation(dicom);
        if (!regions && !dicom.hasPixels()) {
            return new ImageFile.Other();
        }
        Optional<String> patient = identities.patient(set.text(Tag.PATIENT_ID).orElse(""));
        if (patient.isEmpty()) {
            return new ImageFile.Damaged("the file has no PatientID", series(set));
        }
        return new ImageFile.Dicom(
                regions ? ImageFile.Kind.REGIONS : ImageFile.Kind.IMAGE,
                patient.get(),
                identities.uid(set.required(Tag.STUDY_INSTANCE_UID)),
                identities.uid(set.required(Tag.SERIES_INSTANCE_UID)),
                identities.uid(set.required(Tag.SOP_INSTANCE_UID)),
                set.text(Tag.MODALITY).filter(word -> word.length() <= 16).orElse(""),
                day(set, patient.get()));
    }

    private OptionalInt day(DataSet set, String patient) {
        return Stream.of(Tag.STUDY_DATE, Tag.SERIES_DATE, Tag.ACQUISITION_DATE)
                .flatMap(tag -> set.text(tag).stream())
                .map(date -> identities.day(patient, date))
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    private static String digest(Path file, long most) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[HEADER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            long left = most;
            int got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            while (got > 0) {
                sha256.update(buffer, 0, got);
                left -= got;
                got = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
        return Digest.ofHash(sha256.digest()).hex();
    }
}
