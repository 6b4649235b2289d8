package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.grpc.BlobCallException;
import org.isopleth.exchange.ErrorCode;
import org.junit.jupiter.api.Test;

/// A state is whole and has its digest, or it is refused in a word of the closed list.
class ArrivingStateTest {
    private static final int PIECE = 1 << 20;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void send(ArrivingState arriving, byte[] bytes, int from, int to) {
        for (int at = from; at < to; at += PIECE) {
            arriving.append(bytes.length, at, ByteBuffer.wrap(bytes, at, Math.min(PIECE, to - at)));
        }
    }

    @Test
    void pieces_make_the_state_of_any_length() {
        for (int length : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7}) {
            byte[] bytes = bytes(length);
            ArrivingState arriving = new ArrivingState(Digest.of(bytes), 8 * PIECE);
            arriving.append(length, 0, ByteBuffer.allocate(0));
            send(arriving, bytes, 0, length);
            assertArrayEquals(bytes, arriving.complete());
        }
    }

    @Test
    void a_state_that_broke_off_goes_on_where_it_stopped() {
        byte[] bytes = bytes(3 * PIECE);
        ArrivingState arriving = new ArrivingState(Digest.of(bytes), 8 * PIECE);
        send(arriving, bytes, 0, PIECE);
        assertEquals(PIECE, arriving.offset());
        send(arriving, bytes, PIECE, bytes.length);
        assertArrayEquals(bytes, arriving.complete());
    }

    @Test
    void a_gap_a_repetition_an_end_beyond_the_size_and_another_size_are_refused() {
        byte[] bytes = bytes(100);
        for (int start : new int[] {9, 11}) {
            ArrivingState arriving = new ArrivingState(Digest.of(bytes), 1000);
            arriving.append(100, 0, ByteBuffer.wrap(bytes, 0, 10));
            refused(ErrorCode.BLOB_MISMATCH, () -> arriving.append(100, start, ByteBuffer.wrap(bytes, start, 10)));
            refused(ErrorCode.BLOB_MISMATCH, () -> arriving.append(100, 10, ByteBuffer.allocate(91)));
            refused(ErrorCode.BLOB_MISMATCH, () -> arriving.append(101, 10, ByteBuffer.wrap(bytes, 10, 10)));
        }
    }

    @Test
    void other_bytes_and_missing_bytes_are_refused() {
        byte[] bytes = bytes(100);
        byte[] damaged = Arrays.copyOf(bytes, 100);
        damaged[50] ^= 1;
        ArrivingState wrong = new ArrivingState(Digest.of(bytes), 1000);
        send(wrong, damaged, 0, 100);
        refused(ErrorCode.BLOB_MISMATCH, wrong::complete);
        ArrivingState early = new ArrivingState(Digest.of(bytes), 1000);
        send(early, bytes, 0, 99);
        refused(ErrorCode.BLOB_MISMATCH, early::complete);
        refused(ErrorCode.BLOB_MISMATCH, new ArrivingState(Digest.of(bytes), 1000)::complete);
    }

    @Test
    void a_state_larger_than_this_site_takes_is_refused_before_it_comes() {
        ArrivingState arriving = new ArrivingState(Digest.of(new byte[0]), 1000);
        refused(ErrorCode.TOO_LARGE, () -> arriving.append(1001, 0, ByteBuffer.allocate(1)));
        refused(ErrorCode.TOO_LARGE, () -> arriving.append(-1, 0, ByteBuffer.allocate(1)));
    }

    private static void refused(ErrorCode code, Runnable step) {
        assertEquals(code, assertThrows(BlobCallException.class, step::run).code());
    }
}
