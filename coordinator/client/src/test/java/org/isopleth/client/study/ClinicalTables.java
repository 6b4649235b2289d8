package org.isopleth.client.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.junit.jupiter.api.Assumptions;

/// One of the public multi-centre tables with reference answers that lie beside a checkout.
///
/// @param folder where they are
record ClinicalTables(Path folder) {

    /// The tables of this name; skips the test, by name, when they are not there.
    static ClinicalTables of(String name) {
        Path folder = Path.of(System.getProperty("isopleth.root", "."))
                .resolve("../shared/data/clinical")
                .resolve(name)
                .normalize();
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "../shared is absent: the comparison of " + name + " with independent software was skipped");
        return new ClinicalTables(folder);
    }

    /// A study document among the test resources.
    static Path resource(String name) {
        try {
            return Path.of(ClinicalTables.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The answers of independent software.
    Json.Obj reference() {
        return CanonicalJson.parse(read(folder.resolve("reference/reference.json")))
                .asObject();
    }

    /// One `--site` argument pair for each centre, named as its file is.
    List<String> sites() {
        return arguments(files());
    }

    /// The files by site.
    SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(file -> {
                String name = file.getFileName().toString();
                if (name.startsWith("centre_") && name.endsWith(".csv")) {
                    files.put("c" + name.substring("centre_".length(), name.length() - ".csv".length()), file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static List<String> arguments(SortedMap<String, Path> files) {
        List<String> arguments = new ArrayList<>();
        files.forEach((site, file) -> arguments.addAll(List.of("--site", site + "=" + file)));
        return arguments;
    }

    /// All centres as one site.
    List<String> asOneSite(Path work) {
        List<String> lines = new ArrayList<>();
        for (Path file : files().values()) {
            List<String> own = lines(file);
            lines.addAll(lines.isEmpty() ? own : own.subList(1, own.size()));
        }
        Path whole = work.resolve("whole.csv");
        write(whole, lines);
        return List.of("--site", "whole=" + whole);
    }

    /// The same tables with a column `days30`, a time rounded to whole months of 30 days.
    ClinicalTables withDays30(String time, Path work) {
        files().forEach((site, file) -> {
            List<String> lines = lines(file);
            int column = Arrays.asList(lines.getFirst().replace("\"", "").split(",", -1))
                    .indexOf(time);
            List<String> rounded = new ArrayList<>(List.of(lines.getFirst() + ",days30"));
            for (String line : lines.subList(1, lines.size())) {
                double days = Double.parseDouble(line.split(",", -1)[column]);
                rounded.add(line + "," + (30 * (long) Math.floor(days / 30 + 0.5)));
            }
            write(work.resolve(file.getFileName()), rounded);
        });
        return new ClinicalTables(work);
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
