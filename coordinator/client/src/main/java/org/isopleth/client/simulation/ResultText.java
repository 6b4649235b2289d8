package org.isopleth.client.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.canonical.Json;

/// The result of any analysis as lines of text: lists of objects become tables, everything else
/// `name: value`; objects inside a table are left to the JSON form. Knows no analysis, so a new one needs
/// nothing here. Stateless, thread-safe.
public final class ResultText {
    private ResultText() {}

    /// The lines.
    public static List<String> lines(Json.Obj result) {
        List<String> lines = new ArrayList<>();
        add(lines, "", result);
        return lines;
    }

    private static void add(List<String> lines, String prefix, Json.Obj object) {
        object.members().forEach((name, value) -> {
            if (value instanceof Json.Obj inner) {
                add(lines, prefix + name + ".", inner);
            } else if (value instanceof Json.Arr(List<Json> items) && isTable(items)) {
                lines.add(prefix + name + ":");
                table(items).forEach(line -> lines.add("  " + line));
            } else {
                lines.add(prefix + name + ": " + text(value));
            }
        });
    }

    private static boolean isTable(List<Json> items) {
        return !items.isEmpty() && items.stream().allMatch(Json.Obj.class::isInstance);
    }

    private static List<String> table(List<Json> items) {
        Set<String> names = new LinkedHashSet<>();
        items.forEach(item -> item.asObject().members().forEach((name, value) -> {
            if (!(value instanceof Json.Obj)) {
                names.add(name);
            }
        }));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.copyOf(names));
        for (Json item : items) {
            Map<String, Json> members = item.asObject().members();
            rows.add(names.stream()
                    .map(name -> members.containsKey(name) ? text(members.get(name)) : "")
                    .toList());
        }
        int[] widths = new int[names.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    /// The first column to the left, the others to the right.
    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
        }
        return line.toString().stripTrailing();
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.Num(double number) -> number(number);
            case Json.Str(String text) -> text;
            case Json.Bool(boolean flag) -> flag ? "yes" : "no";
            case Json.Null() -> "-";
            case Json.Arr(List<Json> items) ->
                String.join(", ", items.stream().map(ResultText::text).toList());
            case Json.Obj(Map<String, Json> members) ->
                String.join(
                        ", ",
                        members.entrySet().stream()
                                .map(member -> member.getKey() + " " + text(member.getValue()))
                                .toList());
        };
    }

    /// Whole numbers whole, others to six significant digits: enough to read; the JSON file has all.
    private static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        BigDecimal rounded = new BigDecimal(number, new MathContext(6, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        return Math.abs(number) < 1e-4 || Math.abs(number) >= 1e15 ? rounded.toString() : rounded.toPlainString();
    }
}
