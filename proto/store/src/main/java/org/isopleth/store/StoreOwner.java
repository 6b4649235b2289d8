package org.isopleth.store;

/// Whose state a database holds: written when it is first opened, compared ever after, so that a
/// program pointed at the folder of another one stops before it writes anything. Immutable,
/// thread-safe.
///
/// @param program `connector` or `coordinator`
/// @param name whose: for example the consortium, or the consortium and the site (`lung/maastro`);
///     1 to 200 characters of `A-Z a-z 0-9 . _ : / @ -`
public record StoreOwner(String program, String name) {
    public StoreOwner {
        Names.require("program", program);
        Names.require("owner name", name);
    }

    @Override
    public String toString() {
        return program + " " + name;
    }
}
