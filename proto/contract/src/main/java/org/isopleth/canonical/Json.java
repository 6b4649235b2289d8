package org.isopleth.canonical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value (RFC 8259), limited to what RFC 8785 can make canonical. Immutable, thread-safe.
public sealed interface Json {

    /// An object; member order is kept for reading and ignored by the canonical form.
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /// The member called `name`, if present.
        public Optional<Json> find(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /// The member called `name`.
        ///
        /// @throws JsonException when there is none
        public Json get(String name) {
            Json value = members.get(name);
            if (value == null) {
                throw new JsonException("member '" + name + "' is missing");
            }
            return value;
        }

        public String text(String name) {
            return get(name).asText();
        }

        public double number(String name) {
            return get(name).asNumber();
        }

        public long integer(String name) {
            return get(name).asInteger();
        }

        public int count(String name) {
            return Math.toIntExact(integer(name));
        }

        public boolean flag(String name) {
            return get(name).asFlag();
        }

        public List<Json> list(String name) {
            return get(name).asList();
        }

        public Obj object(String name) {
            return get(name).asObject();
        }

        public double[] numbers(String name) {
            return get(name).asNumbers();
        }
    }

    /// An array.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// A string.
    record Str(String value) implements Json {}

    /// A finite number; integers are exact up to 2^53. Minus zero becomes zero, as in the canonical
    /// form, so that a value equals itself after a round trip.
    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new JsonException("a JSON number is finite");
            }
            value = value == 0 ? 0.0 : value;
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    static Json of(String value) {
        return new Str(value);
    }

    static Json of(double value) {
        return new Num(value);
    }

    /// An integer of at most 2^53 in size, the range in which RFC 8785 numbers are exact.
    static Json of(long value) {
        if (Math.abs(value) > 1L << 53) {
            throw new JsonException("an integer beyond 2^53 travels as text");
        }
        return new Num(value);
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    static Json of(List<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    static Json ofNumbers(double... values) {
        return new Arr(Arrays.stream(values).mapToObj(v -> (Json) new Num(v)).toList());
    }

    static Json ofTexts(List<String> values) {
        return new Arr(values.stream().map(v -> (Json) new Str(v)).toList());
    }

    /// Starts an object.
    static Builder object() {
        return new Builder();
    }

    default String asText() {
        if (this instanceof Str(String value)) {
            return value;
        }
        throw new JsonException("expected text");
    }

    default double asNumber() {
        if (this instanceof Num(double value)) {
            return value;
        }
        throw new JsonException("expected a number");
    }

    default long asInteger() {
        double value = asNumber();
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new JsonException("expected an integer");
        }
        return (long) value;
    }

    default boolean asFlag() {
        if (this instanceof Bool(boolean value)) {
            return value;
        }
        throw new JsonException("expected true or false");
    }

    default List<Json> asList() {
        if (this instanceof Arr(List<Json> items)) {
            return items;
        }
        throw new JsonException("expected a list");
    }

    default Obj asObject() {
        if (this instanceof Obj object) {
            return object;
        }
        throw new JsonException("expected an object");
    }

    default double[] asNumbers() {
        return asList().stream().mapToDouble(Json::asNumber).toArray();
    }

    default List<String> asTexts() {
        return asList().stream().map(Json::asText).toList();
    }

    /// Builds an [Obj] member by member; not thread-safe.
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        /// Adds a member.
        ///
        /// @throws JsonException when the name is already there
        public Builder with(String name, Json value) {
            if (members.putIfAbsent(name, value) != null) {
                throw new JsonException("member '" + name + "' appears twice");
            }
            return this;
        }

        public Builder with(String name, String value) {
            return with(name, of(value));
        }

        public Builder with(String name, double value) {
            return with(name, of(value));
        }

        public Builder with(String name, long value) {
            return with(name, of(value));
        }

        public Builder with(String name, int value) {
            return with(name, of((long) value));
        }

        public Builder with(String name, boolean value) {
            return with(name, of(value));
        }

        public Builder with(String name, List<? extends Json> items) {
            return with(name, of(new ArrayList<>(items)));
        }

        public Builder withNumbers(String name, double... values) {
            return with(name, ofNumbers(values));
        }

        /// Adds a member only when there is a value.
        public Builder withOptional(String name, Optional<? extends Json> value) {
            value.ifPresent(v -> with(name, v));
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
