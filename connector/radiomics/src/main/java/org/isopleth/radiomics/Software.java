package org.isopleth.radiomics;

/// Which version of the software measures: every result names it.
public final class Software {
    /// The version.
    public static final String VERSION = "0.1.0";

    private Software() {}
}
