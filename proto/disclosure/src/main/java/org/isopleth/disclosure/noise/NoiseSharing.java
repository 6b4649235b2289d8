package org.isopleth.disclosure.noise;

/// Who adds the noise of a sum. Immutable, thread-safe.
public sealed interface NoiseSharing {

    /// Each site adds all the noise that is needed, and depends on nobody: the default.
    record Local() implements NoiseSharing {}

    /// Each site adds its share of the variance, so that the sum over the honest sites has enough. What it is
    /// worth if all others tell what they added is reported beside it.
    ///
    /// @param honestSites h, the fewest sites whose noise nobody else knows: the fewest survivors less those
    ///     that may collude, from 2 to 1000
    record Distributed(int honestSites) implements NoiseSharing {
        public Distributed {
            if (honestSites < 2 || honestSites > 1000) {
                throw new IllegalArgumentException("noise is shared by 2 to 1000 honest sites");
            }
        }
    }

    /// Each site adds everything.
    static NoiseSharing local() {
        return new Local();
    }

    /// Over how many sites the variance is spread.
    default int parts() {
        return switch (this) {
            case Local() -> 1;
            case Distributed(int honestSites) -> honestSites;
        };
    }
}
