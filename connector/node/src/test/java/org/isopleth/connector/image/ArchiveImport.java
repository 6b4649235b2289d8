package org.isopleth.connector.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.SemanticFixture;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.region.TimePointRule;
import org.isopleth.radiomics.settings.SettingsJson;

/// A hospital whose table knows the patients 12345 and 777, importing from an archive.
final class ArchiveImport implements AutoCloseable {
    private static final Settings SETTINGS = DigitalPhantom.settings(Settings.Dimension.IN_SPACE);

    private final Path folder;
    private final Path state;
    private final SemanticStore store;

    ArchiveImport(Path folder) throws IOException {
        this.folder = folder;
        state = Files.createDirectories(folder.resolve("state"));
        SemanticFixture fixture = new SemanticFixture(state);
        MappingDocument mapping = fixture.mapping(
                "register",
                Files.writeString(folder.resolve("register.csv"), "id,age\n12345,60\n777,70\n"),
                "id",
                "columns:\n  - {column: age, term: ncit:C25150, kind: numeric, unit: a}\n");
        store = fixture.store();
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
    }

    /// A file of its owner only.
    Path secret(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, text);
    }

    SemanticStore store() {
        return store;
    }

    Path spool() {
        return state.resolve("images/spool");
    }

    /// Files in the spool folder.
    List<String> spooled() throws IOException {
        try (Stream<Path> paths = Files.walk(spool())) {
            return paths.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    ImportAccount run(ImageConfiguration.DicomWeb place) {
        SecureRandom random = new SecureRandom();
        SiteSecret secret = SiteSecret.openOrCreate(state.resolve("site.secret"), random);
        Identities identities = new Identities(store.pseudonyms(), PatientIdRule.NONE);
        try (ImageIndex index = ImageIndex.open(state.resolve("images"), secret, "test")) {
            ImageSource source = DicomWebImages.open(
                    DicomWebClient.open(place, Duration.ofMillis(5), 4), Set.of("CT"), identities, spool(), random);
            return new ImageImport(
                            source,
                            index,
                            store.images(),
                            new ImageChoice(Set.of("CT"), RegionNames.standard(), TimePointRule.EVERY_DAY),
                            () -> Instant.EPOCH)
                    .run(
                            List.of(new PinnedSettings(SETTINGS, SettingsJson.digest(SETTINGS))),
                            ImageImport.Effect.KEEP,
                            (_, _) -> {});
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
