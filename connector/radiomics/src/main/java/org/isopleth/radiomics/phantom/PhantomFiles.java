package org.isopleth.radiomics.phantom;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.write.DicomFileWriter;
import org.isopleth.radiomics.write.DicomObject;

/// One patient's CT series and structure set as DICOM files (PS3.3, A.3 and A.19). Not thread-safe.
///
/// Every file says that it is synthetic: in the patient's name, in the descriptions and in the comments. The
/// dates are of no one.
final class PhantomFiles {
    /// What the structure set calls the lesion.
    static final String REGION = "GTVp1";

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";
    private static final String STUDY_KIND = "1.2.840.10008.3.1.2.3.1";
    private static final String DATE = "20000101";
    private static final String TIME = "120000";
    private static final int STORED_ZERO_HU = 1024;

    private final PhantomPatient patient;
    private final PhantomScanner scanner;
    private final String id;
    private final PhantomUids uids;

    PhantomFiles(PhantomPatient patient, PhantomScanner scanner, String id, PhantomUids uids) {
        this.patient = patient;
        this.scanner = scanner;
        this.id = id;
        this.uids = uids;
    }

    /// Writes `CT/0001.dcm` and so on, and `RTSTRUCT.dcm`, into a folder that is made.
    void write(Path folder) throws IOException {
        Path slices = Files.createDirectories(folder.resolve("CT"));
        for (int slice = 0; slice < grid().slices(); slice++) {
            Path file = slices.resolve(String.format(Locale.ROOT, "%04d.dcm", slice + 1));
            DicomFileWriter.write(file, CT, instance(slice), slice(slice));
        }
        DicomFileWriter.write(folder.resolve("RTSTRUCT.dcm"), STRUCTURE_SET, uid("structure-set"), structureSet());
    }

    private Grid grid() {
        return patient.image().grid();
    }

    private String uid(String name) {
        return uids.of(id + "/" + name);
    }

    private String instance(int slice) {
        return uid("slice/" + slice);
    }

    /// The modules Patient, General Study, General Series and General Equipment.
    private DicomObject common(String modality, String series, String description) {
        return new DicomObject()
                .text(0x00080020, "DA", DATE)
                .text(0x00080030, "TM", TIME)
                .text(0x00080050, "SH", "")
                .text(0x00080060, "CS", modality)
                .text(0x00080070, "LO", "Isopleth synthetic")
                .text(0x00080090, "PN", "")
                .text(0x00081030, "LO", "Synthetic phantom")
                .text(0x0008103E, "LO", description)
                .text(0x00081090, "LO", scanner.model())
                .text(0x00100010, "PN", "SYNTHETIC^" + id)
                .text(0x00100020, "LO", id)
                .text(0x00100030, "DA", "")
                .text(0x00100040, "CS", patient.isMale() ? "M" : "F")
                .text(0x0020000D, "UI", uid("study"))
                .text(0x0020000E, "UI", series)
                .text(0x00200010, "SH", "1");
    }

    private DicomObject slice(int slice) {
        Grid grid = grid();
        short[] cells = new short[grid.columns() * grid.rows()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) (patient.image().at(slice * cells.length + i) + STORED_ZERO_HU);
        }
        return common("CT", uid("series"), "Synthetic CT, generated")
                .text(0x00080008, "CS", "DERIVED\\PRIMARY\\AXIAL")
                .text(0x00082111, "ST", "Synthetic: generated from a random sequence, not measured")
                .text(0x00180050, "DS", decimal(scanner.sliceMm()))
                .text(0x00180060, "DS", "120")
                .text(0x00181210, "SH", scanner.kernel())
                .text(0x00185100, "CS", "HFS")
                .text(0x00200011, "IS", "1")
                .text(0x00200012, "IS", "1")
                .text(0x00200013, "IS", Integer.toString(slice + 1))
                .text(0x00200032, "DS", decimals(grid.at(0, 0, slice)))
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x00200052, "UI", uid("frame"))
                .text(0x00201040, "LO", "")
                .text(0x00204000, "LT", "Synthetic image, not of a person")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, grid.rows())
                .number(0x00280011, grid.columns())
                .text(0x00280030, "DS", decimal(scanner.pixelMm()) + "\\" + decimal(scanner.pixelMm()))
                .number(0x00280100, 16)
                .number(0x00280101, 12)
                .number(0x00280102, 11)
                .number(0x00280103, 0)
                .text(0x00280301, "CS", "NO")
                .text(0x00281050, "DS", "40")
                .text(0x00281051, "DS", "400")
                .text(0x00281052, "DS", Integer.toString(-STORED_ZERO_HU))
                .text(0x00281053, "DS", "1")
                .text(0x00281054, "LO", "HU")
                .cells(0x7FE00010, cells);
    }

    private DicomObject structureSet() {
        List<DicomObject> contours = new ArrayList<>();
        List<DicomObject> images = new ArrayList<>();
        for (int slice = 0; slice < grid().slices(); slice++) {
            images.add(reference(CT, instance(slice)));
            for (List<Outlines.Corner> outline : Outlines.of(patient.lesion(), slice)) {
                contours.add(contour(outline, slice));
            }
        }
        DicomObject series =
                new DicomObject().text(0x0020000E, "UI", uid("series")).items(0x30060016, images);
        DicomObject study = reference(STUDY_KIND, uid("study")).item(0x30060014, series);
        return common("RTSTRUCT", uid("structures"), "Synthetic regions")
                .text(0x00081070, "PN", "")
                .text(0x00200011, "IS", "2")
                .text(0x30060002, "SH", "SYNTHETIC")
                .text(0x30060006, "ST", "Synthetic region, drawn by a program along its voxels' edges")
                .text(0x30060008, "DA", DATE)
                .text(0x30060009, "TM", TIME)
                .item(
                        0x30060010,
                        new DicomObject().text(0x00200052, "UI", uid("frame")).item(0x30060012, study))
                .item(
                        0x30060020,
                        new DicomObject()
                                .text(0x30060022, "IS", "1")
                                .text(0x30060024, "UI", uid("frame"))
                                .text(0x30060026, "LO", REGION)
                                .text(0x30060036, "CS", "AUTOMATIC"))
                .item(
                        0x30060039,
                        new DicomObject()
                                .text(0x3006002A, "IS", "255\\0\\0")
                                .items(0x30060040, contours)
                                .text(0x30060084, "IS", "1"))
                .item(
                        0x30060080,
                        new DicomObject()
                                .text(0x30060082, "IS", "1")
                                .text(0x30060084, "IS", "1")
                                .text(0x300600A4, "CS", "GTV")
                                .text(0x300600A6, "PN", ""));
    }

    private DicomObject contour(List<Outlines.Corner> outline, int slice) {
        // A voxel's corner lies half a voxel before its centre.
        String points = outline.stream()
                .map(corner -> decimals(grid().at(corner.column() - 0.5, corner.row() - 0.5, slice)))
                .collect(Collectors.joining("\\"));
        return new DicomObject()
                .item(0x30060016, reference(CT, instance(slice)))
                .text(0x30060042, "CS", "CLOSED_PLANAR")
                .text(0x30060046, "IS", Integer.toString(outline.size()))
                .text(0x30060050, "DS", points);
    }

    private static DicomObject reference(String kind, String instance) {
        return new DicomObject().text(0x00081150, "UI", kind).text(0x00081155, "UI", instance);
    }

    private static String decimals(Vector3 point) {
        return decimal(point.x()) + "\\" + decimal(point.y()) + "\\" + decimal(point.z());
    }

    /// All digits: spacings and places of these grids are multiples of an eighth of a millimetre.
    private static String decimal(double value) {
        return new BigDecimal(value + 0.0).stripTrailingZeros().toPlainString();
    }
}
