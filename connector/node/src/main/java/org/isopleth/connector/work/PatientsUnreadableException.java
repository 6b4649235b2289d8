package org.isopleth.connector.work;

/// The hospital's data cannot be read or kept. The message is for the local log only: it may name
/// files, and must never cross the wire.
public class PatientsUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param line what, where, what to do
    public PatientsUnreadableException(String line, Throwable cause) {
        super(line, cause);
    }
}
