package org.isopleth.radiomics.read.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Run lengths (PS3.5, annex G): one segment for each byte of a cell, the most significant first, each
/// packed as PackBits. Stateless, thread-safe.
final class RunLengths implements FrameCodec {
    private static final int HEADER_BYTES = 64;

    @Override
    public byte[] expand(byte[] compressed, PixelFormat format) {
        int planes = format.bitsAllocated() / 8;
        if (compressed.length < HEADER_BYTES || planes == 0) {
            throw damaged();
        }
        ByteBuffer header = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != planes) {
            throw damaged();
        }
        byte[] cells = new byte[format.frameBytes()];
        for (int plane = 0; plane < planes; plane++) {
            int from = header.getInt(4 + 4 * plane);
            int end = plane + 1 < planes ? header.getInt(8 + 4 * plane) : compressed.length;
            if (from < HEADER_BYTES || end < from || end > compressed.length) {
                throw damaged();
            }
            plane(compressed, from, end, cells, planes - 1 - plane, planes);
        }
        return cells;
    }

    private static void plane(byte[] compressed, int from, int end, byte[] cells, int first, int step) {
        int at = from;
        int to = first;
        while (to < cells.length) {
            if (at >= end) {
                throw damaged();
            }
            int control = compressed[at++];
            if (control == -128) {
                continue;
            }
            boolean literal = control >= 0;
            int count = literal ? control + 1 : 1 - control;
            if (at + (literal ? count : 1) > end) {
                throw damaged();
            }
            for (int i = 0; i < count; i++) {
                if (to >= cells.length) {
                    throw damaged();
                }
                cells[to] = compressed[literal ? at + i : at];
                to += step;
            }
            at += literal ? count : 1;
        }
    }

    private static UnreadableException damaged() {
        return new UnreadableException(Reason.RUN_LENGTHS_DAMAGED);
    }
}
