package org.isopleth.itest;

import java.util.Optional;

/// Every program keeps its state in H2, the default.
class KilledProcessesOnH2Test extends KilledProcessesContract {
    @Override
    Optional<String> store(String program) {
        return Optional.empty();
    }
}
