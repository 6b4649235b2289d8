package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSeriesTest {
    @ParameterizedTest
    @CsvSource({"ibsi1/ibsi_1_ct_radiomics_phantom, 0", "sts_002/CT, 0", "sts_002/MR_T1, 0", "sts_002/PET, 1e-5"})
    void dicomAndNiftiHoldTheSameImageAndMask(String name, double tolerance) throws IOException {
        Path folder = ReferenceImages.at(name);
        List<DicomFile> files = DicomFolder.open(folder.resolve("dicom")).files();
        Series series = Series.only(files);
        Volume image = series.image(LIMITS).volume();
        Volume reference = nifti(folder.resolve("nifti/image")).volume();
        assertSamePlace(reference.grid(), image.grid());
        double worst = 0;
        for (int i = 0; i < image.grid().voxels(); i++) {
            worst = Math.max(worst, Math.abs(image.at(i) - reference.at(i)));
        }
        assertTrue(worst <= tolerance, name + " differs by " + worst);

        Structure structure = StructureSet.of(files.stream()
                        .filter(StructureSet::isStructureSet)
                        .findFirst()
                        .orElseThrow())
                .structures()
                .getFirst();
        Mask mask = structure.mask(series, LIMITS);
        Mask expected = nifti(folder.resolve("nifti/mask")).mask(new RegionChoice.AnyLabel());
        var differing = mask.bits();
        differing.xor(expected.bits());
        assertEquals(0, differing.cardinality(), "voxels that differ, of " + expected.count());
    }

    private static NiftiFile nifti(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return NiftiFile.open(files.findFirst().orElseThrow(), LIMITS);
        }
    }

    private static void assertSamePlace(Grid expected, Grid actual) {
        assertEquals(expected.columns(), actual.columns());
        assertEquals(expected.rows(), actual.rows());
        assertEquals(expected.slices(), actual.slices());
        double corner = expected.at(expected.columns(), expected.rows(), expected.slices())
                .minus(actual.at(actual.columns(), actual.rows(), actual.slices()))
                .length();
        assertTrue(expected.origin().minus(actual.origin()).length() < 1e-3 && corner < 1e-3, "the places differ");
    }
}
