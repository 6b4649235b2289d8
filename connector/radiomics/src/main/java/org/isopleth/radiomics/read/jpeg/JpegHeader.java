package org.isopleth.radiomics.read.jpeg;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.jspecify.annotations.Nullable;

/// The marker segments up to the data of the only scan (T.81, annex B). Not thread-safe while it is read.
final class JpegHeader {
    private static final int START_OF_IMAGE = 0xD8;
    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int LOSSLESS = 0xC3;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int START_OF_SCAN = 0xDA;
    private static final int QUANTISATION_TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;

    private final Map<Integer, HuffmanTable> huffman = new HashMap<>();
    private final Map<Integer, int[]> quantisation = new HashMap<>();
    private @Nullable Frame frame;
    private @Nullable Scan scan;
    private int restartInterval;
    private int dataStart;

    /// What the frame header says.
    private record Frame(int process, int precision, int rows, int columns, int component, int quantisation) {}

    /// What the scan header says: the tables, and for lossless scans predictor and point transform.
    private record Scan(int dcTable, int acTable, int first, int last, int low) {}

    private JpegHeader() {}

    /// Reads up to the first byte of the scan.
    ///
    /// @throws UnreadableException when the image has several components, or is of another process
    static JpegHeader read(ByteBuffer in) {
        JpegHeader header = new JpegHeader();
        if (marker(in) != START_OF_IMAGE) {
            throw Jpeg.damaged();
        }
        while (header.scan == null) {
            int marker = marker(in);
            int length = in.getShort() & 0xffff;
            if (length < 2 || length - 2 > in.remaining()) {
                throw Jpeg.damaged();
            }
            header.segment(marker, in.slice(in.position(), length - 2));
            in.position(in.position() + length - 2);
        }
        header.dataStart = in.position();
        return header;
    }

    /// Any number of 0xFF may come before a marker's code (T.81, B.1.1.2).
    private static int marker(ByteBuffer in) {
        if (in.get() != (byte) 0xFF) {
            throw Jpeg.damaged();
        }
        int code = in.get() & 0xff;
        while (code == 0xFF) {
            code = in.get() & 0xff;
        }
        return code;
    }

    private void segment(int marker, ByteBuffer in) {
        switch (marker) {
            case BASELINE, EXTENDED, LOSSLESS -> frame(marker, in);
            case HUFFMAN_TABLES -> huffmanTables(in);
            case QUANTISATION_TABLES -> quantisationTables(in);
            case RESTART_INTERVAL -> restartInterval = in.getShort() & 0xffff;
            case START_OF_SCAN -> scan(in);
            default -> {
                // Applications' segments and comments say nothing of the pixels.
                boolean application = marker >= 0xE0 && marker <= 0xEF;
                boolean comment = marker == 0xFE;
                if (!application && !comment) {
                    boolean otherFrame = marker > 0xC1 && marker <= 0xCF;
                    throw otherFrame ? new UnreadableException(Reason.JPEG_PROCESS_UNSUPPORTED) : Jpeg.damaged();
                }
            }
        }
    }

    private void frame(int process, ByteBuffer in) {
        int precision = in.get() & 0xff;
        int rows = in.getShort() & 0xffff;
        int columns = in.getShort() & 0xffff;
        if (in.get() != 1) {
            throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        }
        boolean known = switch (process) {
            case BASELINE -> precision == 8;
            case EXTENDED -> precision == 8 || precision == 12;
            default -> precision >= 2 && precision <= 16;
        };
        if (!known || frame != null) {
            throw Jpeg.damaged();
        }
        int component = in.get() & 0xff;
        in.get();
        frame = new Frame(process, precision, rows, columns, component, in.get() & 0xff);
    }

    private void huffmanTables(ByteBuffer in) {
        while (in.hasRemaining()) {
            // Class and destination together name a table: 0x00 to 0x03, 0x10 to 0x13.
            int name = in.get() & 0xff;
            if ((name & ~0x13) != 0) {
                throw Jpeg.damaged();
            }
            huffman.put(name, HuffmanTable.read(in));
        }
    }

    private void quantisationTables(ByteBuffer in) {
        while (in.hasRemaining()) {
            int name = in.get() & 0xff;
            if ((name & ~0x13) != 0) {
                throw Jpeg.damaged();
            }
            int[] table = new int[64];
            for (int i = 0; i < table.length; i++) {
                table[i] = name > 3 ? in.getShort() & 0xffff : in.get() & 0xff;
                if (table[i] == 0) {
                    throw Jpeg.damaged();
                }
            }
            quantisation.put(name & 3, table);
        }
    }

    private void scan(ByteBuffer in) {
        Frame of = required();
        if (in.get() != 1 || (in.get() & 0xff) != of.component) {
            throw Jpeg.damaged();
        }
        int tables = in.get() & 0xff;
        int first = in.get() & 0xff;
        int last = in.get() & 0xff;
        int low = in.get() & 0xff;
        if ((tables & ~0x33) != 0) {
            throw Jpeg.damaged();
        }
        scan = new Scan(tables >> 4, 0x10 | (tables & 3), first, last, low);
    }

    private Frame required() {
        return Optional.ofNullable(frame).orElseThrow(Jpeg::damaged);
    }

    private Scan requiredScan() {
        return Optional.ofNullable(scan).orElseThrow(Jpeg::damaged);
    }

    int rows() {
        return required().rows;
    }

    int columns() {
        return required().columns;
    }

    int precision() {
        return required().precision;
    }

    boolean isLossless() {
        return required().process == LOSSLESS;
    }

    /// The first byte after the headers.
    int dataStart() {
        return dataStart;
    }

    /// Pixels, or blocks of 8 by 8, from one restart marker to the next; 0 for none.
    int restartInterval() {
        return restartInterval;
    }

    /// Which neighbours predict a pixel, 1 to 7 (T.81, table H.1).
    int predictor() {
        int predictor = requiredScan().first;
        if (predictor < 1 || predictor > 7) {
            throw Jpeg.damaged();
        }
        return predictor;
    }

    /// By how many bits pixels were divided before they were coded (T.81, A.4).
    int pointTransform() {
        int low = requiredScan().low;
        if (low >= precision()) {
            throw Jpeg.damaged();
        }
        return low;
    }

    /// Refuses a scan that does not hold all coefficients at full precision.
    void requireWholeBlocks() {
        Scan all = requiredScan();
        if (all.first != 0 || all.last != 63 || all.low != 0) {
            throw Jpeg.damaged();
        }
    }

    HuffmanTable differences() {
        return table(requiredScan().dcTable);
    }

    HuffmanTable coefficients() {
        return table(requiredScan().acTable);
    }

    private HuffmanTable table(int name) {
        return Optional.ofNullable(huffman.get(name)).orElseThrow(Jpeg::damaged);
    }

    /// In zigzag order.
    int[] quantisation() {
        return Optional.ofNullable(quantisation.get(required().quantisation)).orElseThrow(Jpeg::damaged);
    }
}
