package org.isopleth.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.connector.source.SourceRows;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappedRow;
import org.isopleth.ontology.mapping.MappedValue;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.MappingReader;
import org.isopleth.ontology.mapping.MappingReport;
import org.isopleth.ontology.mapping.RowMapper;
import org.isopleth.ontology.mapping.TableSource;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.UnitConversion;

/// The demo's hospitals, read as their connectors read them: source, mapping, units of the study.
///
/// @param folder `deploy/demo`
/// @param work a folder for the hospitals' databases
record DemoHospitals(Path folder, Path work) {
    static final List<String> NAMES = List.of("avon", "maas", "neckar", "rhone");

    /// One patient in the study's words and units; NaN and "" where there is no value.
    record Patient(
            double age, String sex, double ecog, double karnofsky, double weightLoss, double survival, String vital)
            implements Comparable<Patient> {
        private static final Comparator<Patient> ORDER = Comparator.comparingDouble(Patient::survival)
                .thenComparingDouble(Patient::age)
                .thenComparing(Patient::sex)
                .thenComparingDouble(Patient::ecog)
                .thenComparingDouble(Patient::karnofsky)
                .thenComparingDouble(Patient::weightLoss)
                .thenComparing(Patient::vital);

        @Override
        public int compareTo(Patient other) {
            return ORDER.compare(this, other);
        }

        boolean isComplete() {
            return !Double.isNaN(ecog + karnofsky + weightLoss + age + survival) && !sex.isEmpty() && !vital.isEmpty();
        }
    }

    /// A hospital's table after its mapping.
    record Decoded(List<Patient> patients, MappingReport report) {}

    Decoded decode(String hospital, Study study) throws IOException, SQLException {
        Path home = folder.resolve(hospital);
        MappingDocument mapping = new MappingReader(Vocabulary.bundled()).read(home.resolve("mapping.yaml"));
        List<Patient> patients = new ArrayList<>();
        RowMapper mapper;
        try (SourceRows rows =
                SourceTable.of(source(hospital, mapping.source())).open()) {
            mapper = RowMapper.bind(mapping, hospital, rows.header());
            for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
                patients.add(patient(study, mapper.map(row.get())));
            }
        }
        patients.sort(null);
        return new Decoded(patients, mapper.report());
    }

    /// The source itself, or for a database one filled by the hospital's script.
    private TableSource source(String hospital, TableSource declared) throws IOException, SQLException {
        if (!(declared instanceof TableSource.Jdbc jdbc)) {
            return declared;
        }
        Path script = folder.resolve(hospital).resolve("patients.sql");
        Path password = work.resolve(hospital + ".password");
        Files.copy(folder.resolve(hospital).resolve("database.password"), password);
        // A connector refuses a secret that others can read, and a checkout keeps no such rights.
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        String url = "jdbc:h2:file:" + work.resolve(hospital).toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(
                        url,
                        jdbc.user().orElseThrow(),
                        Files.readString(password).strip());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(script, StandardCharsets.UTF_8));
        }
        return new TableSource.Jdbc(url, jdbc.user(), Optional.of(password), jdbc.query());
    }

    private static Patient patient(Study study, MappedRow row) {
        Map<String, Double> numbers = new HashMap<>();
        Map<String, String> words = new HashMap<>();
        for (Variable variable : study.variables()) {
            for (MappedValue value : row.values()) {
                if (variable.term().equals(Optional.of(value.term()))) {
                    switch (value) {
                        case MappedValue.Quantity quantity -> numbers.put(variable.name(), number(variable, quantity));
                        case MappedValue.Category category -> words.put(variable.name(), word(variable, category));
                    }
                }
            }
        }
        return new Patient(
                numbers.getOrDefault("age", Double.NaN),
                words.getOrDefault("sex", ""),
                numbers.getOrDefault("ecog", Double.NaN),
                numbers.getOrDefault("karnofsky", Double.NaN),
                numbers.getOrDefault("weight_loss", Double.NaN),
                numbers.getOrDefault("survival", Double.NaN),
                words.getOrDefault("vital", ""));
    }

    private static double number(Variable variable, MappedValue.Quantity quantity) {
        return UnitConversion.between(quantity.unit(), ((Variable.Numeric) variable).unit())
                .orElseThrow()
                .apply(quantity.value());
    }

    private static String word(Variable variable, MappedValue.Category category) {
        return ((Variable.Categorical) variable)
                .levels().stream()
                        .filter(level -> level.term().equals(Optional.of(category.value())))
                        .findFirst()
                        .orElseThrow()
                        .name();
    }
}
