package org.isopleth.radiomics.broken;

import picocli.CommandLine;

/// A feature that knows the command line.
public record FeatureOfACommand(CommandLine command) {}
