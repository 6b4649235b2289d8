package org.isopleth.radiomics.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.ontology.table.TableException;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// IBSI's CT phantom, a lung tumour (reference manual 5.2), in a folder with `reference_values.csv` and
/// `ibsi_1_ct_radiomics_phantom/{nifti,dicom}`. Immutable, thread-safe.
///
/// @param folder the data as IBSI publishes them; the images are not part of the program
public record CtPhantom(Path folder) {
    private static final String VALUES = "reference_values.csv";
    private static final List<String> COLUMNS =
            List.of("dataset", "config", "ibsi_code", "aggregation", "value", "tolerance", "consensus");

    /// In which files the phantom is published.
    public enum Form {
        /// Image and mask as NIfTI.
        NIFTI,
        /// A DICOM series with its structure set.
        DICOM
    }

    /// The configurations of the reference manual, table 5.1.
    public enum Configuration {
        A,
        B,
        C,
        D,
        E;

        /// The processing it asks for.
        public Settings settings() {
            Optional<Range> tissue = Optional.of(new Range(-500, 400));
            Optional<Range> wide = Optional.of(new Range(-1000, 400));
            Optional<Double> deviations = Optional.of(3.0);
            return switch (this) {
                case A ->
                    new Settings(
                            Settings.Dimension.BY_SLICE,
                            Optional.empty(),
                            false,
                            tissue,
                            Optional.empty(),
                            new Discretisation.FixedSize(25),
                            Optional.empty());
                case B ->
                    new Settings(
                            Settings.Dimension.BY_SLICE,
                            resample(Optional.empty(), Interpolation.LINEAR),
                            true,
                            tissue,
                            Optional.empty(),
                            new Discretisation.FixedNumber(32),
                            Optional.empty());
                case C ->
                    new Settings(
                            Settings.Dimension.IN_SPACE,
                            resample(Optional.of(2.0), Interpolation.LINEAR),
                            true,
                            wide,
                            Optional.empty(),
                            new Discretisation.FixedSize(25),
                            Optional.of(new Discretisation.FixedSize(2.5)));
                case D ->
                    new Settings(
                            Settings.Dimension.IN_SPACE,
                            resample(Optional.of(2.0), Interpolation.LINEAR),
                            true,
                            Optional.empty(),
                            deviations,
                            new Discretisation.FixedNumber(32),
                            Optional.empty());
                case E ->
                    new Settings(
                            Settings.Dimension.IN_SPACE,
                            resample(Optional.of(2.0), Interpolation.CUBIC_SPLINE),
                            true,
                            wide,
                            deviations,
                            new Discretisation.FixedNumber(32),
                            Optional.of(new Discretisation.FixedNumber(1000)));
            };
        }

        private static Optional<Settings.Resample> resample(Optional<Double> slice, Interpolation image) {
            return Optional.of(new Settings.Resample(2, 2, slice, image, Interpolation.LINEAR));
        }
    }

    /// The phantom's image and tumour.
    ///
    /// @param mask on the image's grid
    public record Tumour(Volume image, Mask mask) {}

    /// Reads the phantom from one kind of file.
    ///
    /// @throws UnreadableException when it is not there or damaged
    public Tumour read(Form form, ReadLimits limits) {
        Path phantom = folder.resolve("ibsi_1_ct_radiomics_phantom");
        return switch (form) {
            case NIFTI -> {
                Path nifti = phantom.resolve("nifti");
                yield new Tumour(
                        NiftiFile.open(onlyFile(nifti.resolve("image")), limits).volume(),
                        NiftiFile.open(onlyFile(nifti.resolve("mask")), limits).mask(new RegionChoice.AnyLabel()));
            }
            case DICOM -> {
                List<DicomFile> files =
                        DicomFolder.open(phantom.resolve("dicom")).soundFiles();
                Series series = Series.only(files);
                DicomFile structures = files.stream()
                        .filter(StructureSet::isStructureSet)
                        .findFirst()
                        .orElseThrow(() -> new UnreadableException(Reason.MASK_ABSENT));
                yield new Tumour(
                        series.image(limits).volume(),
                        StructureSet.of(structures).structures().getFirst().mask(series, limits));
            }
        };
    }

    private static Path onlyFile(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new UnreadableException(Reason.FILE_NOT_READABLE));
        } catch (IOException e) {
            throw new UnreadableException(Reason.FILE_NOT_READABLE);
        }
    }

    /// The values on which the teams agreed, by configuration.
    ///
    /// @throws TableException when the table is not there or not as published
    public Map<Configuration, List<ReferenceValue>> references() {
        Path file = folder.resolve(VALUES);
        Map<Configuration, List<ReferenceValue>> references = new EnumMap<>(Configuration.class);
        Map<String, Integer> seen = new HashMap<>();
        try (CsvReader table = CsvReader.open(file, ',', StandardCharsets.UTF_8)) {
            List<Integer> columns =
                    COLUMNS.stream().map(table.header()::indexOf).toList();
            if (columns.contains(-1)) {
                throw new TableException(VALUES, 1, "the columns are not those that IBSI's values have here");
            }
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                List<String> all = row.get().cells();
                List<String> cells = columns.stream().map(all::get).toList();
                if (cells.getFirst().equals("ct_phantom")) {
                    Configuration configuration = configuration(row.get().line(), cells.get(1));
                    references
                            .computeIfAbsent(configuration, c -> new ArrayList<>())
                            .add(value(row.get().line(), cells, seen));
                }
            }
        }
        return references;
    }

    private static Configuration configuration(long line, String name) {
        try {
            return Configuration.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new TableException(VALUES, line, "the configuration is none of A to E");
        }
    }

    private static ReferenceValue value(long line, List<String> cells, Map<String, Integer> seen) {
        try {
            return new ReferenceValue(
                    id(cells.get(1), cells.get(2), seen),
                    cells.get(3),
                    Double.parseDouble(cells.get(4)),
                    Double.parseDouble(cells.get(5)),
                    cells.get(6));
        } catch (NumberFormatException e) {
            throw new TableException(VALUES, line, "a value or tolerance is not a number");
        }
    }

    /// The table tells the two volumes, and the two intensities, of the histogram apart by their order alone.
    private static String id(String configuration, String code, Map<String, Integer> seen) {
        return switch (code) {
            case "BC2M", "GBPN" -> code + (seen.merge(configuration + code, 1, Integer::sum) == 1 ? "-10" : "-90");
            case "DDTU", "CNV2" -> code + "-10-90";
            default -> code;
        };
    }
}
