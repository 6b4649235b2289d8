package org.isopleth.itest;

import java.util.Optional;

/// Every program keeps its state in H2, the default: in its folder, so a copied folder has it.
class KilledProcessesOnH2Test extends KilledProcessesContract {
    @Override
    Optional<String> foundStore(String program) {
        return Optional.empty();
    }

    @Override
    Optional<String> copyStore(String program, int run) {
        return Optional.empty();
    }

    @Override
    void dropStores(int run) {
        // They are deleted with their folders.
    }
}
