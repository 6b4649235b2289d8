package org.isopleth.radiomics.cases;

/// More than one region can be meant. The message is one line: which canonical names, what to do; never a name of a
/// file, which may be a patient's.
public final class UnclearRegionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnclearRegionException(String words) {
        super(words);
    }

    /// One line in plain words.
    public String words() {
        return String.valueOf(getMessage());
    }
}
