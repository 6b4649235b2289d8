package org.isopleth.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// The documents of a hospital with one table, as its IT would lay them out: for their owner alone.
final class HospitalFolder {
    private HospitalFolder() {}

    /// Puts a hospital's documents into a new folder.
    ///
    /// @param patients the table, CSV
    /// @param policy what follows `release: [sum-only]` in its policy, which permits studies by itself
    static void write(Path to, String patients, String mapping, String policy) {
        Map<String, String> documents = Map.of(
                "patients.csv",
                patients,
                "mapping.yaml",
                mapping,
                "connector.yaml",
                "connector: 1\nmappings: [mapping.yaml]\npolicy: policy.yaml\n",
                "policy.yaml",
                "policy: 1\npermits: automatic\nrelease: [sum-only]\n" + policy);
        try {
            Files.createDirectories(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
            for (Map.Entry<String, String> document : documents.entrySet()) {
                Path file = Files.writeString(to.resolve(document.getKey()), document.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
