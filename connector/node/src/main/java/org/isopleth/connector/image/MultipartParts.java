package org.isopleth.connector.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The parts of a `multipart/related` body (RFC 2046, 5.1.1), one after the other; memory does not grow with
/// them. For one thread.
final class MultipartParts {
    private static final int LONGEST_HEADERS = 1 << 14;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    /// @param boundary as the content type gives it, 1 to 70 characters
    MultipartParts(InputStream in, String boundary) throws IOException {
        if (boundary.isEmpty() || boundary.length() > 70) {
            throw new IOException("no boundary");
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // So that the first boundary is found like the others.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.to = 2;
    }

    /// Goes to the next part's first byte, over whatever is left of this one.
    ///
    /// @return false when there is none
    /// @throws EOFException when the body ends before its last boundary: the answer is not whole
    boolean next() throws IOException {
        copyTo(OutputStream.nullOutputStream(), Long.MAX_VALUE);
        for (int i = 0; i < delimiter.length; i++) {
            read();
        }
        int first = read();
        int second = read();
        if (first == '-' && second == '-') {
            return false;
        }
        // The rest of the boundary's line, then the headers, to the first empty line.
        int length = first == '\r' && second == '\n' ? 0 : 1;
        int seen = 0;
        boolean line = length > 0;
        while (true) {
            if (++seen > LONGEST_HEADERS) {
                throw new IOException("headers too long");
            }
            int c = read();
            if (c == '\n') {
                if (length == 0 && !line) {
                    return true;
                }
                line = false;
                length = 0;
            } else if (c != '\r') {
                length++;
            }
        }
    }

    /// Copies this part's bytes.
    ///
    /// @return how many
    /// @throws IOException when there are more than `most`
    long copyTo(OutputStream out, long most) throws IOException {
        long copied = 0;
        while (true) {
            fill();
            int at = find();
            int until = at >= 0 ? at : to - delimiter.length + 1;
            copied += until - from;
            if (copied > most) {
                throw new IOException("a part is larger than allowed");
            }
            out.write(buffer, from, until - from);
            from = until;
            if (at >= 0) {
                return copied;
            }
        }
    }

    /// At least so many bytes as a delimiter has.
    private void fill() throws IOException {
        if (to - from < delimiter.length) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
            while (to < delimiter.length) {
                more();
            }
        }
    }

    private int read() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            more();
        }
        return buffer[from++];
    }

    private void more() throws IOException {
        int got = in.read(buffer, to, buffer.length - to);
        if (got < 0) {
            throw new EOFException();
        }
        to += got;
    }

    private int find() {
        for (int at = from; at <= to - delimiter.length; at++) {
            int k = 0;
            while (k < delimiter.length && buffer[at + k] == delimiter[k]) {
                k++;
            }
            if (k == delimiter.length) {
                return at;
            }
        }
        return -1;
    }
}
