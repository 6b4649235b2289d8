package org.isopleth.radiomics.read.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    @TempDir
    private Path folder;

    @Test
    void a_structure_set_names_series_below_its_frame_of_reference() throws IOException {
        WrittenObject series = new WrittenObject().text(Tag.SERIES_INSTANCE_UID, "1.2.3");
        WrittenObject study = new WrittenObject().items(Tag.RT_REFERENCED_SERIES_SEQUENCE, series);
        WrittenObject place = new WrittenObject()
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .items(Tag.RT_REFERENCED_STUDY_SEQUENCE, study);
        WrittenObject object = new WrittenObject()
                .text(Tag.MODALITY, "RTSTRUCT")
                .items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE, place);
        assertEquals(new References(Set.of("1.2.3"), Set.of("1.2.4")), of(object));
    }

    @Test
    void a_structure_set_without_them_is_placed_by_the_frames_of_its_regions() throws IOException {
        WrittenObject region = new WrittenObject().text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, "1.2.5");
        WrittenObject object =
                new WrittenObject().text(Tag.MODALITY, "RTSTRUCT").items(Tag.STRUCTURE_SET_ROI_SEQUENCE, region);
        assertEquals(new References(Set.of(), Set.of("1.2.5")), of(object));
    }

    @Test
    void a_segmentation_names_the_series_it_segments() throws IOException {
        WrittenObject series = new WrittenObject().text(Tag.SERIES_INSTANCE_UID, "1.2.3");
        WrittenObject object = new WrittenObject()
                .text(Tag.MODALITY, "SEG")
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .items(Tag.REFERENCED_SERIES_SEQUENCE, series);
        assertEquals(new References(Set.of("1.2.3"), Set.of("1.2.4")), of(object));
    }

    private References of(WrittenObject object) throws IOException {
        return References.of(
                DicomFile.open(object.write(folder.resolve("a.dcm"), TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
    }
}
