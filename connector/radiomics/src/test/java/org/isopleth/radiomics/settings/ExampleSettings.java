package org.isopleth.radiomics.settings;

import java.nio.file.Path;
import java.util.Locale;
import org.isopleth.radiomics.process.Settings;

/// The examples of `docs/reference/radiomics-settings`.
public final class ExampleSettings {
    private ExampleSettings() {}

    /// One of the configurations A to E of IBSI's reference manual, table 5.1.
    public static Settings ibsi(String configuration) {
        return named("ibsi-" + configuration.toLowerCase(Locale.ROOT));
    }

    /// The example in the file of this name.
    public static Settings named(String name) {
        return SettingsDocument.read(Path.of(System.getProperty("isopleth.root", "."))
                .resolve("docs/reference/radiomics-settings/" + name + ".yaml"));
    }
}
