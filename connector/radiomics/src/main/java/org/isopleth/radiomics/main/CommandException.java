package org.isopleth.radiomics.main;

/// A command cannot do what it was asked. The message is one line: what, where, what to do.
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String line) {
        super(line);
    }
}
