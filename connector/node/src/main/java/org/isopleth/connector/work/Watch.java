package org.isopleth.connector.work;

/// Hears how far a long piece of work is, and ends it when the program stops. Called by the thread that works.
public interface Watch {
    /// @param what such as `series looked at`
    /// @throws WorkStoppedException when the program stops
    void at(String what, long number);

    /// Called often, between pieces that cannot be left half done.
    ///
    /// @throws WorkStoppedException when the program stops
    void check();
}
