package org.isopleth.radiomics.main;

import java.nio.file.Path;
import org.isopleth.radiomics.cases.RegionRules;
import org.isopleth.radiomics.region.RegionDocument;
import org.isopleth.radiomics.region.RegionNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how regions are found and placed.
final class RegionOptions {
    @Option(
            names = "--regions",
            paramLabel = "FILE",
            description = "A site's own names of regions: docs/reference/radiomics-regions.md.")
    @Nullable
    private Path regions;

    @Option(names = "--same-grid", description = "Refuse a mask on another grid than the image's.")
    private boolean sameGrid;

    /// @throws org.isopleth.ontology.document.DocumentException when the site's document is wrong
    RegionRules rules() {
        RegionNames names = regions == null
                ? RegionNames.standard()
                : RegionDocument.read(regions).names();
        return new RegionRules(names, sameGrid);
    }
}
