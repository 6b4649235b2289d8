package org.isopleth.connector.image;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.radiomics.region.RegionDocument;
import org.isopleth.radiomics.region.RegionDocument.SiteRegions;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.region.TimePointRule;
import org.isopleth.radiomics.settings.SettingsDocument;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.study.Passport;

/// A hospital's images as its connector is told of them. Opened anew for each import, so that nothing is held in
/// between. Immutable, thread-safe.
public final class HospitalImages {
    private final ImageConfiguration configuration;
    private final List<PinnedSettings> settings;
    private final ImageChoice choice;
    private final Path state;
    private final SiteSecret secret;
    private final Passport passport;

    private HospitalImages(
            ImageConfiguration configuration,
            List<PinnedSettings> settings,
            ImageChoice choice,
            Path state,
            SiteSecret secret,
            Passport passport) {
        this.configuration = configuration;
        this.settings = List.copyOf(settings);
        this.choice = choice;
        this.state = state;
        this.secret = secret;
        this.passport = passport;
    }

    /// Reads the documents the configuration names.
    ///
    /// @param state the folder for everything that is kept
    /// @param passport what this machine measured on the reference
    /// @throws org.isopleth.ontology.document.DocumentException when one is wrong
    public static HospitalImages read(
            ImageConfiguration configuration, Path state, SiteSecret secret, Passport passport) {
        SiteRegions regions = configuration
                .regions()
                .map(RegionDocument::read)
                .orElseGet(() -> new SiteRegions(RegionNames.standard(), TimePointRule.EVERY_DAY));
        List<PinnedSettings> settings = configuration.settings().stream()
                .map(SettingsDocument::read)
                .map(read -> new PinnedSettings(read, SettingsJson.digest(read)))
                .toList();
        return new HospitalImages(
                configuration,
                settings,
                new ImageChoice(configuration.modalities(), regions.names(), regions.timePoints()),
                state.resolve("images"),
                secret,
                passport);
    }

    /// Whether this machine may measure: it meets every reference value.
    public boolean isSound() {
        return passport.isSound();
    }

    /// The settings that are measured before a study asks.
    public List<PinnedSettings> settings() {
        return settings;
    }

    /// Brings features up to date, under these settings and no others: after an upgrade, what no study asks for
    /// is not measured again.
    ///
    /// @param store holds the tables of now
    /// @throws ImageSourceException when the source cannot be read now
    public ImportAccount bring(
            SemanticStore store,
            List<PinnedSettings> asked,
            ImageImport.Effect effect,
            ImageSource.Progress progress,
            InstantSource clock,
            SecureRandom random) {
        if (!isSound()) {
            throw new ImageSourceException("nothing is measured: this machine meets only " + passport.passed() + " of "
                    + passport.total() + " IBSI reference values; install the software and its Java again");
        }
        Identities identities = new Identities(store.pseudonyms(), configuration.patientId());
        try (ImageIndex index = ImageIndex.open(state, secret, context(identities))) {
            ImageSource source = source(identities, random);
            return new ImageImport(source, index, store.images(), choice, passport.software(), clock)
                    .run(asked, effect, progress);
        }
    }

    /// How files are read into an index; another number has them read again.
    private static final String READING = "2";

    /// What an index of another hospital's, place or rule cannot be used for.
    private String context(Identities identities) {
        return Digest.of(configuration.place().toString()).hex() + " " + configuration.patientId() + " "
                + identities.uid("") + " " + READING;
    }

    private ImageSource source(Identities identities, SecureRandom random) {
        return switch (configuration.place()) {
            case ImageConfiguration.Folder(Path folder) -> new FolderImages(folder, identities);
            case ImageConfiguration.DicomWeb archive ->
                DicomWebImages.open(archive, configuration.modalities(), identities, state.resolve("spool"), random);
        };
    }
}
