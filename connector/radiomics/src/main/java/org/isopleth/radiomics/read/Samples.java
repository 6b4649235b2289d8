package org.isopleth.radiomics.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The numbers of a file, one after the other. Holds one block at a time. Not thread-safe.
public sealed interface Samples extends AutoCloseable {
    /// The next number.
    ///
    /// @throws EOFException when there is none
    double next() throws IOException;

    @Override
    void close() throws IOException;

    /// Numbers as bytes.
    static Samples binary(InputStream in, SampleType type, ByteOrder order) {
        return new Binary(in, type, order);
    }

    /// Numbers as decimal text with white space or commas between them.
    static Samples text(InputStream in) {
        return new Text(in);
    }

    /// Numbers as bytes.
    final class Binary implements Samples {
        private static final int BLOCK_BYTES = 1 << 16;

        private final InputStream in;
        private final SampleType type;
        private final byte[] block = new byte[BLOCK_BYTES];
        private final ByteBuffer buffer;

        private Binary(InputStream in, SampleType type, ByteOrder order) {
            this.in = in;
            this.type = type;
            this.buffer = ByteBuffer.wrap(block).order(order).limit(0);
        }

        @Override
        public double next() throws IOException {
            if (buffer.remaining() < type.bytes()) {
                fill();
            }
            return type.next(buffer);
        }

        private void fill() throws IOException {
            buffer.compact();
            int got = in.readNBytes(block, buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + got).flip();
            if (buffer.remaining() < type.bytes()) {
                throw new EOFException();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Numbers as decimal text.
    final class Text implements Samples {
        /// The longest number written by anyone: 17 digits, sign, point and exponent, with room to spare.
        private static final int MAX_LENGTH = 64;

        private final InputStream in;
        private final StringBuilder word = new StringBuilder();

        private Text(InputStream in) {
            this.in = new java.io.BufferedInputStream(in);
        }

        @Override
        public double next() throws IOException {
            int c = in.read();
            while (isBetween(c)) {
                c = in.read();
            }
            word.setLength(0);
            while (c >= 0 && !isBetween(c)) {
                if (word.length() == MAX_LENGTH) {
                    throw new UnreadableException(Reason.HEADER_DAMAGED);
                }
                word.append((char) c);
                c = in.read();
            }
            if (word.isEmpty()) {
                throw new EOFException();
            }
            try {
                return Double.parseDouble(word.toString());
            } catch (NumberFormatException e) {
                throw new UnreadableException(Reason.HEADER_DAMAGED);
            }
        }

        private static boolean isBetween(int c) {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
