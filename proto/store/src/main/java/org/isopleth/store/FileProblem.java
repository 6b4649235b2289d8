package org.isopleth.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/// What a file system refused, in one line for people. Stateless.
public final class FileProblem {
    private FileProblem() {}

    /// The line for `failure`: a sentence written for people stays as it is; what the system said, which is
    /// written for programmers, becomes the file and what to do.
    public static String line(UncheckedIOException failure) {
        IOException cause = failure.getCause();
        String message = String.valueOf(failure.getMessage());
        if (!message.equals(String.valueOf(cause))) {
            return message;
        }
        return cause instanceof FileSystemException refused && refused.getFile() != null
                ? refused.getFile() + " cannot be read or written: check its owner, its rights and the disk"
                : "a file cannot be read or written: check whether the disk is full";
    }
}
