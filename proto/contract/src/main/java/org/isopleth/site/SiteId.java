package org.isopleth.site;

import java.util.regex.Pattern;

/// The name of one hospital in a consortium, as its certificate carries it. Immutable, thread-safe.
///
/// @param name 1 to 40 lower-case letters, digits and inner hyphens, so that it is also a valid DNS
///     label and file name
public record SiteId(String name) implements Comparable<SiteId> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    public SiteId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a site name has 1 to 40 lower-case letters, digits and inner hyphens");
        }
    }

    @Override
    public int compareTo(SiteId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
