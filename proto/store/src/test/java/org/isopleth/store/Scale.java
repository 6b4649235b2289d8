package org.isopleth.store;

/// How much of a long test this run does, by the system property `isopleth.tests`.
public final class Scale {
    private Scale() {}

    /// The count for this run.
    public static int of(int sampled, int full, int soak) {
        String scale = System.getProperty("isopleth.tests", "sampled");
        return switch (scale) {
            case "sampled" -> sampled;
            case "full" -> full;
            case "soak" -> soak;
            default -> throw new IllegalArgumentException("isopleth.tests is sampled, full or soak, not " + scale);
        };
    }
}
