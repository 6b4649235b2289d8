package org.isopleth.client.demo;

import org.isopleth.client.local.Consortium;

/// One of the stories a demo can tell.
sealed interface Demo permits LungDemo, RadiomicsDemo {

    /// Runs everything in an empty work folder and leaves the folder for the curious.
    ///
    /// @param consortium not founded yet
    DemoOutcome run(Consortium consortium) throws InterruptedException;
}
