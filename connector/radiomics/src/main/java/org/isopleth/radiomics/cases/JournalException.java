package org.isopleth.radiomics.cases;

/// The journal beside the results cannot be used. The message is one line: what is wrong, what to do.
public final class JournalException extends RuntimeException {
    JournalException(String line) {
        super(line);
    }
}
