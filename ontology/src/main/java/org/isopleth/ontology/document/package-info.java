/// The documents people write, read strictly: a study, a mapping, a policy, a configuration.
///
/// A document is one YAML file of at most 1 MiB. Whatever is not understood is refused with the line
/// and column where it stands, so that a slip of the pen cannot change what a study asks. Open
/// [org.isopleth.ontology.document.Document] first. Depends on the JDK and SnakeYAML's event parser.
@NullMarked
package org.isopleth.ontology.document;

import org.jspecify.annotations.NullMarked;
