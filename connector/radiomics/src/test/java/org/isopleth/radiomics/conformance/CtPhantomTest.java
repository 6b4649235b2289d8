package org.isopleth.radiomics.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.settings.ExampleSettings;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// IBSI's CT phantom, a lung tumour: the reference values of configurations A to E, from NIfTI and from
/// DICOM with its structure set alike.
class CtPhantomTest {
    private static final String PHANTOM = "ibsi1/ibsi_1_ct_radiomics_phantom";

    @ParameterizedTest
    @CsvSource({"A, 346", "B, 346", "C, 210", "D, 210", "E, 210"})
    void every_reference_value_is_met(String configuration, int values) throws IOException {
        Path folder = ReferenceImages.at(PHANTOM);
        List<ReferenceValue> references = references(folder, configuration);
        assertEquals(values, references.size());
        Settings settings = ExampleSettings.ibsi(configuration);
        assertMet(
                references,
                Region.of(
                        nifti(folder.resolve("nifti/image")).volume(),
                        nifti(folder.resolve("nifti/mask")).mask(new RegionChoice.AnyLabel()),
                        settings),
                settings);
        List<DicomFile> files = DicomFolder.open(folder.resolve("dicom")).files();
        Series series = Series.only(files);
        Volume image = series.image(ReferenceImages.LIMITS).volume();
        Mask mask = StructureSet.of(files.stream()
                        .filter(StructureSet::isStructureSet)
                        .findFirst()
                        .orElseThrow())
                .structures()
                .getFirst()
                .mask(series, ReferenceImages.LIMITS);
        assertMet(references, Region.of(image, mask, settings), settings);
    }

    private static void assertMet(List<ReferenceValue> references, Region region, Settings settings) {
        assertEquals(
                List.of(),
                Conformance.of(Extraction.measure(region, settings), references).failures());
    }

    private static NiftiFile nifti(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return NiftiFile.open(files.findFirst().orElseThrow(), ReferenceImages.LIMITS);
        }
    }

    private static List<ReferenceValue> references(Path folder, String configuration) {
        Map<String, Integer> seen = new HashMap<>();
        List<ReferenceValue> references = new ArrayList<>();
        try (Stream<String> lines = Files.lines(folder.resolveSibling("reference_values.csv"))) {
            lines.filter(line -> line.startsWith("ct_phantom," + configuration + ","))
                    .map(CtPhantomTest::cells)
                    .forEach(cells -> references.add(new ReferenceValue(
                            id(cells.get(3), seen),
                            cells.get(4),
                            Double.parseDouble(cells.get(5)),
                            Double.parseDouble(cells.get(6)),
                            cells.get(7))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return references;
    }

    /// The table tells the two volumes, and the two intensities, of the histogram apart by their order alone.
    private static String id(String code, Map<String, Integer> seen) {
        return switch (code) {
            case "BC2M", "GBPN" -> code + (seen.merge(code, 1, Integer::sum) == 1 ? "-10" : "-90");
            case "DDTU", "CNV2" -> code + "-10-90";
            default -> code;
        };
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
