package org.isopleth.ontology.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Decodes a stream and fails exactly at the first bytes that are not of its encoding: what stands
/// before them is delivered first, so that the reader knows the line. Not thread-safe.
final class StrictDecoder extends Reader {
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15);
    private final CharBuffer chars = CharBuffer.allocate(1 << 15);
    private boolean ended;
    private boolean damaged;

    StrictDecoder(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        bytes.flip();
        chars.flip();
    }

    @Override
    public int read() throws IOException {
        return fill() ? chars.get() : -1;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Makes characters available; false at the end.
    private boolean fill() throws IOException {
        while (!chars.hasRemaining()) {
            if (damaged) {
                throw new CharacterCodingException();
            }
            if (ended && !bytes.hasRemaining()) {
                return false;
            }
            chars.clear();
            CoderResult result = decoder.decode(bytes, chars, ended);
            chars.flip();
            damaged = result.isError();
            if (result.isUnderflow() && !ended) {
                more();
            } else if (result.isUnderflow() && bytes.hasRemaining()) {
                damaged = true;
            }
        }
        return true;
    }

    private void more() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }
}
