package org.isopleth.connector.work;

/// The hospital's data cannot be read now and may be later: a database does not answer, or its rows
/// change while they are read.
public final class PatientsAwayException extends PatientsUnreadableException {
    private static final long serialVersionUID = 1L;

    /// @param line what, where, what to do
    public PatientsAwayException(String line, Throwable cause) {
        super(line, cause);
    }
}
