package org.isopleth.radiomics.read.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Reads the data set of a DICOM file once, from front to back (PS3.5, 7 and PS3.10, 7).
///
/// Bounded: what is not a [Tag] is passed over; a length never reaches beyond what holds it; sequences nest
/// at most [#MAX_DEPTH] deep; at most [#MAX_ELEMENTS] attributes and [#MAX_KEPT_BYTES] bytes are kept.
/// Not thread-safe; used once.
final class DicomParser {
    /// The deepest standard object, a structured report aside, nests six sequences.
    private static final int MAX_DEPTH = 32;

    /// A structure set of a hundred regions on 300 slices has about a tenth.
    private static final int MAX_ELEMENTS = 1_000_000;

    private static final long MAX_KEPT_BYTES = 1L << 28;

    private static final int MAX_FRAGMENTS = 1 << 18;

    private static final int UNDEFINED = -1;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final int PIXEL_DATA = 0x7FE00010;
    private static final int PREAMBLE_BYTES = 128;

    private final InputStream in;
    private long position;
    private boolean explicit = true;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private int elements;
    private long keptBytes;
    private Optional<PixelData> pixels = Optional.empty();

    private DicomParser(InputStream in, long position) {
        this.in = in;
        this.position = position;
    }

    static DicomFile parse(DicomBytes bytes) throws IOException {
        TransferSyntax syntax;
        long end;
        try (InputStream in = bytes.open(0)) {
            DicomParser meta = new DicomParser(in, 0);
            syntax = meta.fileMeta(bytes.size());
            end = meta.position;
        }
        DicomBytes body = syntax == TransferSyntax.DEFLATED ? bytes.deflated(end) : bytes;
        try (InputStream in = body.open(end)) {
            DicomParser parser = new DicomParser(in, end);
            parser.explicit = syntax != TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
            parser.order =
                    syntax == TransferSyntax.EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            DataSet attributes = parser.dataSet(body.size(), syntax == TransferSyntax.DEFLATED);
            if (parser.pixels.isPresent()
                    && parser.pixels.get() instanceof PixelData.Encapsulated != syntax.isEncapsulated()) {
                throw damaged();
            }
            return new DicomFile(body, syntax, attributes, parser.pixels);
        }
    }

    /// The preamble and group 0002, always explicit little endian.
    private TransferSyntax fileMeta(long size) throws IOException {
        if (size < PREAMBLE_BYTES + 4) {
            throw new UnreadableException(Reason.FORMAT_UNKNOWN);
        }
        skip(PREAMBLE_BYTES);
        byte[] magic = bytes(4);
        if (magic[0] != 'D' || magic[1] != 'I' || magic[2] != 'C' || magic[3] != 'M') {
            throw new UnreadableException(Reason.FORMAT_UNKNOWN);
        }
        // (0002,0000) comes first and says how long the rest is.
        Head group = head(tag(), size);
        if (group.tag != 0x00020000 || group.length != 4) {
            throw damaged();
        }
        long end = position + 4 + (int32() & 0xffffffffL);
        if (end > size) {
            throw new UnreadableException(Reason.FILE_TRUNCATED);
        }
        DataSet meta = elements(end, 0, false);
        return TransferSyntax.of(meta.text(Tag.TRANSFER_SYNTAX_UID).orElseThrow(DicomParser::damaged));
    }

    private DataSet dataSet(long end, boolean endUnknown) throws IOException {
        Map<Tag, Element> kept = new HashMap<>();
        while (position < end) {
            int first = in.read();
            if (first < 0 && endUnknown) {
                break;
            }
            int tag = tag(first);
            Head head = head(tag, end);
            if (tag == PIXEL_DATA) {
                pixels = Optional.of(withTable(pixelData(head, end), kept));
                break;
            }
            element(head, end, 0, Optional.of(kept));
        }
        return new DataSet(kept);
    }

    /// The attributes of an item or of the meta information.
    private DataSet elements(long end, int depth, boolean delimited) throws IOException {
        Map<Tag, Element> kept = new HashMap<>();
        walk(end, depth, delimited, Optional.of(kept));
        return new DataSet(kept);
    }

    private void walk(long end, int depth, boolean delimited, Optional<Map<Tag, Element>> kept) throws IOException {
        while (delimited || position < end) {
            if (position >= end) {
                throw new UnreadableException(Reason.FILE_TRUNCATED);
            }
            int tag = tag();
            if (delimited && tag == ITEM_END) {
                if (int32() != 0) {
                    throw damaged();
                }
                return;
            }
            element(head(tag, end), end, depth, kept);
        }
    }

    /// Keeps or passes over one attribute; `kept` is empty within what is passed over.
    private void element(Head head, long end, int depth, Optional<Map<Tag, Element>> kept) throws IOException {
        Optional<Tag> tag = kept.isPresent() ? Tag.of(head.tag) : Optional.empty();
        if (tag.isEmpty()) {
            boolean undefined = head.length == UNDEFINED && (!explicit || head.vr.isLong());
            if (undefined && (head.vr == Vr.OB || head.vr == Vr.OW)) {
                // The compressed pixels of an icon.
                encapsulated(end);
            } else if (undefined) {
                sequence(head, end, depth + 1, Optional.empty());
            } else {
                skip(head.length & 0xffffffffL);
            }
            return;
        }
        if (++elements > MAX_ELEMENTS) {
            throw new UnreadableException(Reason.DICOM_TOO_LARGE);
        }
        boolean sequence = tag.get().vr() == Vr.SQ;
        if ((head.vr != Vr.UN && sequence != (head.vr == Vr.SQ)) || (!sequence && head.length == UNDEFINED)) {
            throw damaged();
        }
        Element value;
        if (sequence) {
            List<DataSet> items = new ArrayList<>();
            sequence(head, end, depth + 1, Optional.of(items));
            value = new Element.Items(items);
        } else {
            value = stored(head, tag.get());
        }
        if (kept.get().put(tag.get(), value) != null) {
            throw damaged();
        }
    }

    private Element stored(Head head, Tag tag) throws IOException {
        keptBytes += head.length & 0xffffffffL;
        if (keptBytes > MAX_KEPT_BYTES) {
            throw new UnreadableException(Reason.DICOM_TOO_LARGE);
        }
        return new Element.Stored(head.vr == Vr.UN ? tag.vr() : head.vr, bytes(head.length), order);
    }

    private void sequence(Head head, long end, int depth, Optional<List<DataSet>> kept) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new UnreadableException(Reason.DICOM_TOO_DEEP);
        }
        boolean explicitOutside = explicit;
        ByteOrder orderOutside = order;
        if (head.vr == Vr.UN) {
            // A sequence of unknown representation is implicit little endian inside (PS3.5, 6.2.2, note 2).
            explicit = false;
            order = ByteOrder.LITTLE_ENDIAN;
        }
        boolean delimited = head.length == UNDEFINED;
        long sequenceEnd = delimited ? end : position + (head.length & 0xffffffffL);
        while (delimited || position < sequenceEnd) {
            int tag = tag();
            int length = int32();
            if (delimited && tag == SEQUENCE_END && length == 0) {
                break;
            }
            if (tag != ITEM) {
                throw damaged();
            }
            item(length, sequenceEnd, depth, kept);
        }
        explicit = explicitOutside;
        order = orderOutside;
    }

    private void item(int length, long sequenceEnd, int depth, Optional<List<DataSet>> kept) throws IOException {
        boolean delimited = length == UNDEFINED;
        long end = delimited ? sequenceEnd : position + (length & 0xffffffffL);
        if (end > sequenceEnd) {
            throw new UnreadableException(Reason.FILE_TRUNCATED);
        }
        if (kept.isPresent()) {
            if (++elements > MAX_ELEMENTS) {
                throw new UnreadableException(Reason.DICOM_TOO_LARGE);
            }
            kept.get().add(elements(end, depth, delimited));
        } else {
            walk(end, depth, delimited, Optional.empty());
        }
    }

    private PixelData pixelData(Head head, long end) throws IOException {
        if (head.length != UNDEFINED) {
            return new PixelData.Native(position, head.length & 0xffffffffL, head.vr != Vr.OB);
        }
        return encapsulated(end);
    }

    private PixelData encapsulated(long end) throws IOException {
        List<PixelData.Piece> fragments = new ArrayList<>();
        List<Long> offsets = List.of();
        boolean table = true;
        while (true) {
            int tag = tag();
            int length = int32();
            if (tag == SEQUENCE_END && length == 0) {
                return new PixelData.Encapsulated(fragments, offsets);
            }
            if (tag != ITEM || length < 0 || length > end - position || fragments.size() == MAX_FRAGMENTS) {
                throw damaged();
            }
            if (table) {
                offsets = offsets(length);
            } else {
                fragments.add(new PixelData.Piece(position, length));
                skip(length);
            }
            table = false;
        }
    }

    /// The basic offset table (PS3.5, A.4).
    private List<Long> offsets(int length) throws IOException {
        if (length % 4 != 0 || length / 4 > MAX_FRAGMENTS) {
            throw damaged();
        }
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < length / 4; i++) {
            offsets.add(int32() & 0xffffffffL);
        }
        return offsets;
    }

    /// The extended offset table stands in for an empty basic one (PS3.3, C.7.6.3.1.8).
    private static PixelData withTable(PixelData pixels, Map<Tag, Element> kept) {
        boolean extended = kept.get(Tag.EXTENDED_OFFSET_TABLE) instanceof Element.Stored;
        if (extended && pixels instanceof PixelData.Encapsulated(var fragments, var offsets) && offsets.isEmpty()) {
            return new PixelData.Encapsulated(fragments, new DataSet(kept).offsets(Tag.EXTENDED_OFFSET_TABLE));
        }
        return pixels;
    }

    /// What comes before a value.
    private record Head(int tag, Vr vr, int length) {}

    private Head head(int tag, long end) throws IOException {
        Vr vr;
        int length;
        if (!explicit) {
            vr = tag == PIXEL_DATA ? Vr.OW : Tag.of(tag).map(Tag::vr).orElse(Vr.UN);
            length = int32();
        } else {
            byte[] letters = bytes(2);
            vr = Vr.of(letters[0], letters[1]).orElseThrow(DicomParser::damaged);
            if (vr.isLong()) {
                skip(2);
                length = int32();
            } else {
                length = int16();
            }
        }
        boolean undefined = length == UNDEFINED && (!explicit || vr.isLong());
        if (!undefined && (length & 0xffffffffL) > end - position) {
            throw new UnreadableException(Reason.FILE_TRUNCATED);
        }
        return new Head(tag, vr, length);
    }

    private int tag() throws IOException {
        return tag(in.read());
    }

    private int tag(int first) throws IOException {
        int second = in.read();
        if (first < 0 || second < 0) {
            throw new EOFException();
        }
        position += 2;
        int group = order == ByteOrder.LITTLE_ENDIAN ? first | second << 8 : second | first << 8;
        return group << 16 | int16();
    }

    private int int16() throws IOException {
        byte[] b = bytes(2);
        return order == ByteOrder.LITTLE_ENDIAN
                ? (b[0] & 0xff) | (b[1] & 0xff) << 8
                : (b[1] & 0xff) | (b[0] & 0xff) << 8;
    }

    private int int32() throws IOException {
        int first = int16();
        int second = int16();
        return order == ByteOrder.LITTLE_ENDIAN ? first | second << 16 : first << 16 | second;
    }

    private byte[] bytes(int length) throws IOException {
        position += length;
        return DicomBytes.bytes(in, length);
    }

    private void skip(long length) throws IOException {
        position += length;
        in.skipNBytes(length);
    }

    private static UnreadableException damaged() {
        return new UnreadableException(Reason.DICOM_DAMAGED);
    }
}
