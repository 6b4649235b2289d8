package org.isopleth.canonical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random JSON values for property tests.
public final class RandomJson {
    private RandomJson() {}

    /// A value nested at most `depth` deep.
    public static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> new Json.Null();
            case 1 -> Json.of(random.nextBoolean());
            case 2 -> Json.of((long) random.nextInt(2001) - 1000);
            case 3 -> Json.of(Math.scalb(random.nextGaussian(), random.nextInt(600) - 300));
            case 4 -> Json.of(text(random));
            case 5 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1));
                }
                yield Json.of(items);
            }
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.put(text(random), value(random, depth - 1));
                }
                yield new Json.Obj(members);
            }
        };
    }

    /// The same value with members in another order.
    public static Json shuffled(Json value, Random random) {
        return switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                List<Map.Entry<String, Json>> entries = new ArrayList<>(members.entrySet());
                Collections.shuffle(entries, random);
                Map<String, Json> other = new LinkedHashMap<>();
                entries.forEach(entry -> other.put(entry.getKey(), shuffled(entry.getValue(), random)));
                yield new Json.Obj(other);
            }
            case Json.Arr(List<Json> items) ->
                Json.of(items.stream().map(item -> shuffled(item, random)).toList());
            default -> value;
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x11000) : random.nextInt(0x80);
            if (point < 0xD800 || point > 0xDFFF) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
