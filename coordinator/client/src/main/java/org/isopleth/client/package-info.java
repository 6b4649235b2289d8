/// The command line of scientists and auditors: what every command shares, first of all how it fails.
///
/// Open [org.isopleth.client.CommandErrors] first. Depends on the contract, the ontology, the analyses,
/// the disclosure rules and picocli.
@NullMarked
package org.isopleth.client;

import org.jspecify.annotations.NullMarked;
