/// Starts the commands of scientists and auditors, and the demo.
///
/// Open [org.isopleth.client.main.ClientMain] first. The only package that knows them all.
@NullMarked
package org.isopleth.client.main;

import org.jspecify.annotations.NullMarked;
