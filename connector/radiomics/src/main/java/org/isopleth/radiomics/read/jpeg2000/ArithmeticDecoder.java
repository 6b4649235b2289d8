package org.isopleth.radiomics.read.jpeg2000;

import java.util.Arrays;

/// The adaptive binary arithmetic decoder (annex C). Behind the last byte it reads ones. Not thread-safe.
final class ArithmeticDecoder {
    /// Probability of the less probable symbol, times 2^16 / (4/3), of each state (table C.2).
    private static final int[] PROBABILITY = {
        0x5601, 0x3401, 0x1801, 0x0AC1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401,
        0x1C01, 0x1601, 0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201,
        0x1C01, 0x1801, 0x1601, 0x1401, 0x1201, 0x1101, 0x0AC1, 0x09C1, 0x08A1, 0x0521, 0x0441, 0x02A1,
        0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025, 0x0015, 0x0009, 0x0005, 0x0001, 0x5601
    };
    private static final int[] AFTER_MORE_PROBABLE = {
        1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
    };
    private static final int[] AFTER_LESS_PROBABLE = {
        1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 23, 24, 25, 26,
        27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
    };

    /// States in which the symbols change places after the less probable one.
    private static final long SWITCHING = 1L | 1L << 6 | 1L << 14;

    private final int[] states;
    private final int[] moreProbable;
    private byte[] bytes = {};
    private int at;
    private int code;
    private int interval;
    private int shifts;

    ArithmeticDecoder(int contexts) {
        this.states = new int[contexts];
        this.moreProbable = new int[contexts];
    }

    /// Sets a context to a state, its more probable symbol to 0.
    void set(int context, int state) {
        states[context] = state;
        moreProbable[context] = 0;
    }

    /// Sets all contexts to the first state.
    void clear() {
        Arrays.fill(states, 0);
        Arrays.fill(moreProbable, 0);
    }

    /// Begins to read other bytes; contexts stay.
    void start(byte[] segment) {
        bytes = segment;
        at = 0;
        code = at(0) << 16;
        shifts = 0;
        read();
        code <<= 7;
        shifts -= 7;
        interval = 0x8000;
    }

    private int at(int index) {
        return index < bytes.length ? bytes[index] & 0xff : 0xFF;
    }

    private void read() {
        if (at(at) == 0xFF) {
            if (at(at + 1) > 0x8F) {
                code += 0xFF00;
                shifts = 8;
            } else {
                at++;
                code += at(at) << 9;
                shifts = 7;
            }
        } else {
            at++;
            code += at(at) << 8;
            shifts = 8;
        }
    }

    /// The next symbol, 0 or 1.
    int next(int context) {
        int state = states[context];
        int probability = PROBABILITY[state];
        int symbol = moreProbable[context];
        interval -= probability;
        boolean above = code >>> 16 < probability;
        if (!above) {
            code -= probability << 16;
            if ((interval & 0x8000) != 0) {
                return symbol;
            }
        }
        // Where the smaller part belongs to the more probable symbol, they have changed places.
        boolean lessProbable = above != interval < probability;
        if (above) {
            interval = probability;
        }
        if (lessProbable) {
            if ((SWITCHING >> state & 1) == 1) {
                moreProbable[context] = 1 - symbol;
            }
            states[context] = AFTER_LESS_PROBABLE[state];
            symbol = 1 - symbol;
        } else {
            states[context] = AFTER_MORE_PROBABLE[state];
        }
        do {
            if (shifts == 0) {
                read();
            }
            interval <<= 1;
            code <<= 1;
            shifts--;
        } while ((interval & 0x8000) == 0);
        return symbol;
    }
}
