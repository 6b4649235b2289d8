package org.isopleth.radiomics.read.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isopleth.radiomics.volume.Vector3;

/// Series that tests write: slices of 4 columns and 3 rows, pixel (column, row, slice) storing
/// `100·slice + 10·row + column`.
final class WrittenSeries {
    static final int COLUMNS = 4;
    static final int ROWS = 3;

    private WrittenSeries() {}

    /// A slice of a CT at a place.
    static WrittenObject slice(Vector3 position, Vector3 columns, Vector3 rows, int number) {
        short[] cells = new short[COLUMNS * ROWS];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (100 * number + 10 * (i / COLUMNS) + i % COLUMNS);
        }
        return format(new WrittenObject())
                .text(Tag.MODALITY, "CT")
                .text(Tag.SERIES_INSTANCE_UID, "1.2.3")
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .text(Tag.IMAGE_POSITION_PATIENT, words(position))
                .text(Tag.IMAGE_ORIENTATION_PATIENT, words(columns) + "\\" + words(rows))
                .text(Tag.PIXEL_SPACING, "2\\1")
                .pixels(cells);
    }

    /// A slice at a height, along the patient's axes.
    static WrittenObject axial(double height, int number) {
        return slice(new Vector3(10, 20, height), new Vector3(1, 0, 0), new Vector3(0, 1, 0), number);
    }

    static WrittenObject format(WrittenObject object) {
        return object.number(Tag.ROWS, ROWS)
                .number(Tag.COLUMNS, COLUMNS)
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 16)
                .number(Tag.HIGH_BIT, 15)
                .number(Tag.PIXEL_REPRESENTATION, 1);
    }

    static String words(Vector3 point) {
        return decimal(point.x()) + "\\" + decimal(point.y()) + "\\" + decimal(point.z());
    }

    private static String decimal(double number) {
        return String.format(java.util.Locale.ROOT, "%.10f", number);
    }

    /// Three slices 3 mm apart, of which the second is changed.
    static List<WrittenObject> three(Consumer<WrittenObject> change) {
        List<WrittenObject> slices = new ArrayList<>(List.of(axial(30, 0), axial(33, 1), axial(36, 2)));
        change.accept(slices.get(1));
        return slices;
    }

    /// Writes objects, the last first, and opens them.
    static List<DicomFile> files(Path folder, List<WrittenObject> objects) throws IOException {
        Path place = Files.createTempDirectory(folder, "series");
        for (int i = 0; i < objects.size(); i++) {
            objects.get(i)
                    .write(
                            place.resolve("%03d.dcm".formatted(objects.size() - i)),
                            TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        }
        return DicomFolder.open(place).files();
    }
}
