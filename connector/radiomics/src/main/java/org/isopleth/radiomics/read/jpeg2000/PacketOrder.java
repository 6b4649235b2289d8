package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;

/// In which order packets come, and what stands between them (A.6.1). Immutable, thread-safe.
///
/// @param layers 1 to 65535
/// @param starts whether a marker may come before each packet
/// @param ends whether a marker comes after each packet's header
record PacketOrder(Progression progression, int layers, boolean starts, boolean ends) {
    /// The outermost loop first; C for components is left out, since there is one.
    enum Progression {
        LAYER_RESOLUTION_POSITION,
        RESOLUTION_LAYER_POSITION,
        RESOLUTION_POSITION_LAYER,
        POSITION_RESOLUTION_LAYER
    }

    /// @param style the flags at the beginning of the segment
    static PacketOrder read(ByteBuffer in, int style) {
        Progression progression = switch (in.get()) {
            case 0 -> Progression.LAYER_RESOLUTION_POSITION;
            case 1 -> Progression.RESOLUTION_LAYER_POSITION;
            case 2 -> Progression.RESOLUTION_POSITION_LAYER;
            // With one component, positions before components and components before positions are the same.
            case 3, 4 -> Progression.POSITION_RESOLUTION_LAYER;
            default -> throw Jpeg2000.damaged();
        };
        int layers = in.getShort() & 0xffff;
        in.get();
        if (layers == 0) {
            throw Jpeg2000.damaged();
        }
        return new PacketOrder(progression, layers, (style & 2) != 0, (style & 4) != 0);
    }
}
