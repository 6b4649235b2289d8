package org.isopleth.connector.image;

/// A source of images cannot be read now. The message is one line for the site's own people: what, where, what
/// to do.
public final class ImageSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImageSourceException(String line) {
        super(line);
    }

    public ImageSourceException(String line, Throwable cause) {
        super(line, cause);
    }
}
