package org.isopleth.connector.semantic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.MappingReader;

/// A folder with a store, tables and mappings.
public final class SemanticFixture {
    private final Path folder;

    public SemanticFixture(Path folder) {
        this.folder = folder;
    }

    public PatientPseudonyms pseudonyms() {
        return new PatientPseudonyms(SiteSecret.openOrCreate(folder.resolve("site.secret"), new SecureRandom()));
    }

    public SemanticStore store() {
        return SemanticStore.open(folder.resolve("semantic"), Vocabulary.bundled(), pseudonyms());
    }

    /// A mapping of `table`, which is written first; its first column is the patient.
    public MappingDocument mapping(String name, String table, String rest) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.writeString(file, table);
        return mapping(name, file, table.substring(0, table.indexOf(',')), rest);
    }

    public MappingDocument mapping(String name, Path table, String patient, String rest) {
        String text = "mapping: 1\nname: " + name + "\nlanguage: en\nsource: {csv: {file: '" + table + "'}}\npatient: "
                + patient + "\n" + rest;
        return new MappingReader(Vocabulary.bundled())
                .read(name + ".yaml", text.getBytes(StandardCharsets.UTF_8), folder);
    }

    /// The rows of a SELECT, each as its bindings' texts in the order of the variables' names.
    public static List<String> rows(SemanticStore store, String sparql) {
        List<String> rows = new ArrayList<>();
        store.select(sparql, row -> {
            List<String> cells = new ArrayList<>();
            List<Var> names = new ArrayList<>();
            row.vars().forEachRemaining(names::add);
            names.sort(Comparator.comparing(Var::getVarName));
            for (Var name : names) {
                Node value = row.get(name);
                cells.add(
                        value.isLiteral()
                                ? value.getLiteralLexicalForm()
                                : value.toString().replaceAll(".*[#/]", ""));
            }
            rows.add(String.join(" ", cells));
        });
        rows.sort(null);
        return rows;
    }
}
