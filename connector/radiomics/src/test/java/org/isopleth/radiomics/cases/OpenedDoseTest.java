package org.isopleth.radiomics.cases;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.DoseTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A radiotherapy dose beside the CT it was planned on: the CT is meant, unless the dose is alone or named.
class OpenedDoseTest {
    @TempDir
    Path folder;

    private Path dose;

    @BeforeEach
    void write() throws IOException {
        dose = DoseTest.write(folder);
    }

    /// The first voxel of the second slice: 10 Gy, or 100 in the CT.
    private static float second(OpenedImage image) {
        return image.read(Optional.empty()).volume().at(0, 0, 1);
    }

    private OpenedImage inFolder(Optional<String> series) {
        return OpenedImage.ofSeries(DicomFolder.open(folder).files(), series, LIMITS);
    }

    @Test
    void theImageIsMeantWhereNothingIsNamed() {
        assertEquals(100, second(inFolder(Optional.empty())));
    }

    @Test
    void aDoseIsMeantByItsSeriesOrAlone() throws IOException {
        assertEquals(10, second(inFolder(Optional.of("1.2.8"))), 1e-5);
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Files.move(dose, alone.resolve("RD"));
        OpenedImage image = OpenedImage.ofSeries(DicomFolder.open(alone).files(), Optional.empty(), LIMITS);
        assertEquals(10, second(image), 1e-5);
    }

    @Test
    void aFolderOfManyPatientsIsMeasuredWithoutDoses() {
        DicomIndex index = DicomIndex.of(folder);
        assertEquals(Set.of("1.2.3"), index.series().keySet());
        assertEquals(List.of(), index.others());
    }
}
