package org.isopleth.radiomics.read.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The headers of a codestream, and the bytes of its tiles (annex A). Not thread-safe while it is read.
final class Codestream {
    private static final int START = 0xFF4F;
    private static final int SIZE = 0xFF51;
    private static final int CODING_DEFAULT = 0xFF52;
    private static final int CODING_COMPONENT = 0xFF53;
    private static final int QUANTISATION_DEFAULT = 0xFF5C;
    private static final int QUANTISATION_COMPONENT = 0xFF5D;
    private static final int START_OF_TILE_PART = 0xFF90;
    private static final int START_OF_DATA = 0xFF93;
    private static final int END = 0xFFD9;
    private static final int TILE_PART_HEAD_BYTES = 12;

    private final ImageSize size;
    private final Parameters main = new Parameters();
    private final Map<Integer, Part> parts = new TreeMap<>();

    /// What a header sets; later and more special ones win (A.6.1 to A.6.5).
    private static final class Parameters {
        private @Nullable PacketOrder order;
        private @Nullable CodingStyle coding;
        private @Nullable CodingStyle codingOfComponent;
        private @Nullable Quantisation quantisation;
        private @Nullable Quantisation quantisationOfComponent;

        Optional<CodingStyle> coding() {
            return Optional.ofNullable(codingOfComponent).or(() -> Optional.ofNullable(coding));
        }

        Optional<Quantisation> quantisation() {
            return Optional.ofNullable(quantisationOfComponent).or(() -> Optional.ofNullable(quantisation));
        }
    }

    /// A tile while its parts are read.
    private static final class Part {
        private final Parameters parameters = new Parameters();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private int next;
    }

    /// A tile: its pixels' place, how it is coded, and the bytes of its packets.
    record Tile(Area area, PacketOrder order, CodingStyle coding, Quantisation quantisation, ByteBuffer data) {}

    private Codestream(ImageSize size) {
        this.size = size;
    }

    static Codestream read(ByteBuffer in, int columns, int rows) {
        if (marker(in) != START || marker(in) != SIZE) {
            throw Jpeg2000.damaged();
        }
        Codestream stream = new Codestream(ImageSize.read(segment(in), columns, rows));
        int marker = marker(in);
        while (marker != START_OF_TILE_PART) {
            stream.parameters(marker, segment(in), stream.main);
            marker = marker(in);
        }
        while (marker == START_OF_TILE_PART) {
            stream.tilePart(in);
            // Writers forget the marker at the end.
            marker = in.remaining() < 2 ? END : marker(in);
        }
        return stream;
    }

    private static int marker(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }

    private static ByteBuffer segment(ByteBuffer in) {
        int length = (in.getShort() & 0xffff) - 2;
        if (length < 0 || length > in.remaining()) {
            throw Jpeg2000.damaged();
        }
        ByteBuffer segment = in.slice(in.position(), length);
        in.position(in.position() + length);
        return segment;
    }

    private void parameters(int marker, ByteBuffer in, Parameters into) {
        switch (marker) {
            case CODING_DEFAULT -> {
                int style = in.get() & 0xff;
                into.order = PacketOrder.read(in, style);
                into.coding = CodingStyle.read(in, (style & 1) != 0);
            }
            case CODING_COMPONENT -> {
                requireFirstComponent(in);
                into.codingOfComponent = CodingStyle.read(in, (in.get() & 1) != 0);
            }
            case QUANTISATION_DEFAULT -> into.quantisation = Quantisation.read(in);
            case QUANTISATION_COMPONENT -> {
                requireFirstComponent(in);
                into.quantisationOfComponent = Quantisation.read(in);
            }
            // Lengths of tile-parts and packets, registration and comments: nothing that pixels need.
            case 0xFF55, 0xFF57, 0xFF58, 0xFF63, 0xFF64 -> {}
            // Capabilities, regions of interest, changes of progression, packed packet headers.
            case 0xFF50, 0xFF5E, 0xFF5F, 0xFF60, 0xFF61 -> throw Jpeg2000.unsupported();
            default -> throw Jpeg2000.damaged();
        }
    }

    private static void requireFirstComponent(ByteBuffer in) {
        if (in.get() != 0) {
            throw Jpeg2000.damaged();
        }
    }

    private void tilePart(ByteBuffer in) {
        int start = in.position() - 2;
        ByteBuffer head = segment(in);
        int number = head.getShort() & 0xffff;
        long length = head.getInt() & 0xffffffffL;
        int part = head.get() & 0xff;
        if (number >= size.tiles() || (length != 0 && length < TILE_PART_HEAD_BYTES + 2)) {
            throw Jpeg2000.damaged();
        }
        // The last part may leave its length open (A.4.2).
        long end = length == 0 ? in.limit() : start + length;
        if (end > in.limit()) {
            throw Jpeg2000.damaged();
        }
        Part tile = parts.computeIfAbsent(number, n -> new Part());
        if (tile.next++ != part) {
            throw Jpeg2000.damaged();
        }
        int marker = marker(in);
        while (marker != START_OF_DATA) {
            parameters(marker, segment(in), tile.parameters);
            marker = marker(in);
        }
        if (in.position() > end) {
            throw Jpeg2000.damaged();
        }
        byte[] data = new byte[(int) end - in.position()];
        in.get(data);
        tile.data.writeBytes(data);
    }

    ImageSize size() {
        return size;
    }

    /// All tiles.
    ///
    /// @throws UnreadableException when one is missing, or nothing says how it is coded
    List<Tile> tiles() {
        if (parts.size() != size.tiles()) {
            throw Jpeg2000.damaged();
        }
        List<Tile> tiles = new ArrayList<>();
        parts.forEach((number, part) -> {
            Parameters own = part.parameters;
            tiles.add(new Tile(
                    size.tile(number),
                    Optional.ofNullable(own.order)
                            .or(() -> Optional.ofNullable(main.order))
                            .orElseThrow(Jpeg2000::damaged),
                    own.coding().or(main::coding).orElseThrow(Jpeg2000::damaged),
                    own.quantisation().or(main::quantisation).orElseThrow(Jpeg2000::damaged),
                    ByteBuffer.wrap(part.data.toByteArray())));
        });
        return tiles;
    }
}
