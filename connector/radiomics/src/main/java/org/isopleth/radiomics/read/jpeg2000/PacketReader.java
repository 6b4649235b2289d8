package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the packets of a tile, each a layer of a precinct (B.9 and B.10). Not thread-safe.
final class PacketReader {
    private static final int START_OF_PACKET = 0xFF91;
    private static final int END_OF_HEADER = 0xFF92;
    private static final int START_BYTES = 6;

    private final ByteBuffer in;
    private final PacketOrder order;
    private final CodingStyle style;

    PacketReader(Codestream.Tile tile) {
        this.in = tile.data();
        this.order = tile.order();
        this.style = tile.coding();
    }

    /// Fills the code-blocks of a precinct with a layer.
    void read(Precinct precinct, int layer) {
        if (order.starts() && in.remaining() >= START_BYTES && next() == START_OF_PACKET) {
            in.position(in.position() + START_BYTES);
        }
        PacketBits bits = new PacketBits(in);
        List<CodeBlock.Piece> pieces = new ArrayList<>();
        if (bits.next() == 1) {
            for (Precinct.Blocks blocks : precinct.blocks()) {
                header(blocks, layer, bits, pieces);
            }
        }
        bits.end();
        if (order.ends() && in.remaining() >= 2 && next() == END_OF_HEADER) {
            in.position(in.position() + 2);
        }
        for (CodeBlock.Piece piece : pieces) {
            if (piece.length() > in.remaining()) {
                throw Jpeg2000.damaged();
            }
            byte[] bytes = new byte[piece.length()];
            in.get(bytes);
            piece.segment().add(bytes);
        }
    }

    private int next() {
        return in.getShort(in.position()) & 0xffff;
    }

    private void header(Precinct.Blocks blocks, int layer, PacketBits bits, List<CodeBlock.Piece> pieces) {
        for (int i = 0; i < blocks.blocks().size(); i++) {
            CodeBlock block = blocks.blocks().get(i);
            int x = i % blocks.across();
            int y = i / blocks.across();
            boolean comes =
                    block.isIncluded() ? bits.next() == 1 : blocks.inclusion().isBelow(x, y, layer + 1, bits);
            if (comes) {
                if (!block.isIncluded()) {
                    block.include(planes(blocks, x, y, bits));
                }
                pieces.addAll(block.pieces(bits, style));
            }
        }
    }

    private static int planes(Precinct.Blocks blocks, int x, int y, PacketBits bits) {
        int zero = 0;
        while (!blocks.zeroPlanes().isBelow(x, y, zero + 1, bits)) {
            zero++;
        }
        if (zero > blocks.subband().planes()) {
            throw Jpeg2000.damaged();
        }
        return blocks.subband().planes() - zero;
    }
}
