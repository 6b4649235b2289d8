package org.isopleth.connector.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A patient's CT with one region, as a hospital's scanner and planning system would write them: with name,
/// identifiers and dates. 12 × 12 × 6 voxels of 1 × 1 × 2 mm, a textured cube in the middle.
///
/// @param id PatientID
/// @param study the study's number: it makes the identifiers
/// @param date of the study
/// @param region the region's name as its author wrote it
public record WrittenPatient(String id, int study, String date, String region) {
    static final String NAME = "DOE^JANE";
    static final String UID = "1.2.826.0.99.";
    private static final int SIZE = 12;
    private static final int SLICES = 6;

    String studyUid() {
        return UID + study;
    }

    String seriesUid() {
        return UID + study + ".1";
    }

    /// The slices.
    List<byte[]> images() {
        return images("CT");
    }

    private List<byte[]> images(String modality) {
        List<byte[]> files = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            short[] cells = new short[SIZE * SIZE];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = (short) (10 * ((i * 7 + slice * 3 + study) % 5));
            }
            files.add(common(modality, studyUid() + ".1." + slice)
                    .text(0x00080070, "LO", "Acme")
                    .text(0x00081090, "LO", "One")
                    .text(0x00180060, "DS", "120")
                    .text(0x00180050, "DS", "2")
                    .text(0x00181210, "SH", "B30f")
                    .text(0x0020000E, "UI", seriesUid())
                    .text(0x00200032, "DS", "0\\0\\" + 2 * slice)
                    .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                    .text(0x00200052, "UI", studyUid() + ".9")
                    .number(0x00280002, 1)
                    .text(0x00280004, "CS", "MONOCHROME2")
                    .number(0x00280010, SIZE)
                    .number(0x00280011, SIZE)
                    .text(0x00280030, "DS", "1\\1")
                    .number(0x00280100, 16)
                    .number(0x00280101, 16)
                    .number(0x00280102, 15)
                    .number(0x00280103, 1)
                    .text(0x00281052, "DS", "0")
                    .text(0x00281053, "DS", "1")
                    .pixels(cells)
                    .file());
        }
        return files;
    }

    /// The structure set.
    byte[] regions() {
        WrittenDicom[] contours = new WrittenDicom[2];
        for (int i = 0; i < contours.length; i++) {
            int z = 2 * (i + 1);
            contours[i] = new WrittenDicom()
                    .text(0x30060042, "CS", "CLOSED_PLANAR")
                    .text(
                            0x30060050,
                            "DS",
                            "2.5\\2.5\\%d\\8.5\\2.5\\%d\\8.5\\8.5\\%d\\2.5\\8.5\\%d".formatted(z, z, z, z));
        }
        return common("RTSTRUCT", studyUid() + ".2.1")
                .text(0x0020000E, "UI", studyUid() + ".2")
                .items(
                        0x30060020,
                        new WrittenDicom()
                                .text(0x30060022, "IS", "1")
                                .text(0x30060024, "UI", studyUid() + ".9")
                                .text(0x30060026, "LO", region))
                .items(
                        0x30060039,
                        new WrittenDicom().items(0x30060040, contours).text(0x30060084, "IS", "1"))
                .file();
    }

    private WrittenDicom common(String modality, String instance) {
        return new WrittenDicom()
                .text(0x00080018, "UI", instance)
                .text(0x00080020, "DA", date)
                .text(0x00080060, "CS", modality)
                .text(0x00081030, "LO", "thorax of Jane")
                .text(0x00100010, "PN", NAME)
                .text(0x00100020, "LO", id)
                .text(0x00100030, "DA", "19700101")
                .text(0x0020000D, "UI", studyUid());
    }

    /// Writes the files somewhere below a folder, named as no sorting would.
    public void write(Path folder) throws IOException {
        writeAs("CT", folder);
    }

    /// Writes the files as if a scanner of another modality had made them.
    void writeAs(String modality, Path folder) throws IOException {
        Path place = Files.createDirectories(folder.resolve("export " + study).resolve(NAME));
        List<byte[]> images = images(modality);
        for (int i = 0; i < images.size(); i++) {
            Files.write(place.resolve("I" + (images.size() - i)), images.get(i));
        }
        Files.write(Files.createDirectories(folder.resolve("plans")).resolve("RS" + study), regions());
    }
}
