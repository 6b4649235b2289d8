/// One byte form for everything that is signed, hashed, logged or stored: RFC 8785 JSON and SHA-256.
///
/// Open [org.isopleth.canonical.CanonicalJson] first. Depends on the JDK only.
@NullMarked
package org.isopleth.canonical;

import org.jspecify.annotations.NullMarked;
