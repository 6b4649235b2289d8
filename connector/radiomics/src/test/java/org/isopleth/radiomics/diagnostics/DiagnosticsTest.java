package org.isopleth.radiomics.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.settings.ExampleSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// IBSI's diagnostics of the CT phantom after each step: sixty for each configuration.
class DiagnosticsTest {
    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "D", "E"})
    void every_step_matches_the_reference(String configuration) throws IOException {
        Path folder = ReferenceImages.at("ibsi1/ibsi_1_ct_radiomics_phantom/nifti");
        Map<String, Double> found = Diagnostics.of(
                        nifti(folder.resolve("image")).volume(),
                        nifti(folder.resolve("mask")).mask(new RegionChoice.AnyLabel()),
                        ExampleSettings.ibsi(configuration))
                .tagged();
        List<String> differing = new ArrayList<>();
        int checked = 0;
        for (String line : Files.readAllLines(folder.resolve("../../diagnostics.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals("ct_phantom") && cells[1].equals(configuration) && found.containsKey(cells[2])) {
                checked++;
                double value = found.get(cells[2]);
                if (!matches(value, new BigDecimal(cells[3]), Double.parseDouble(cells[4]))) {
                    differing.add(cells[2] + ": " + value + ", not " + cells[3] + " ± " + cells[4]);
                }
            }
        }
        assertEquals(List.of(), differing);
        assertEquals(60, checked);
        assertEquals(60, found.size());
    }

    /// Within the tolerance, unrounded; where there is none, the value must round to the reference's last digit.
    private static boolean matches(double value, BigDecimal reference, double tolerance) {
        double lastDigit = reference.ulp().doubleValue();
        return Math.abs(value - reference.doubleValue()) <= (tolerance > 0 ? tolerance : lastDigit / 2);
    }

    private static NiftiFile nifti(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return NiftiFile.open(files.findFirst().orElseThrow(), ReferenceImages.LIMITS);
        }
    }
}
