package org.isopleth.client.demo;

import java.util.List;

/// One of the demo's hospitals.
///
/// @param name its name in the consortium, and of its folder in `deploy/demo`
/// @param words what is different there, for people
record Hospital(String name, String words) {
    /// The four, as deploy/demo/README.md describes them.
    static final List<Hospital> ALL = List.of(
            new Hospital("avon", "English, a CSV file"),
            new Hospital("maas", "Dutch, a database"),
            new Hospital("neckar", "German, a database"),
            new Hospital("rhone", "French, a database"));
}
