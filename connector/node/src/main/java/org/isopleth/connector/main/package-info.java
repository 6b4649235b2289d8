/// The program: configuration, wiring and commands.
///
/// Open [org.isopleth.connector.main.Connector] for the wiring, [org.isopleth.connector.main.ConnectorMain]
/// for the commands. May depend on everything a connector has.
@NullMarked
package org.isopleth.connector.main;

import org.jspecify.annotations.NullMarked;
