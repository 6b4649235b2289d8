package org.isopleth.tensor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isopleth.canonical.Digest;

/// What one site sends in one round, or the sum of several such: the declared tensors, in declared
/// order. Immutable, thread-safe.
///
/// Byte form: the 24 ASCII bytes `isopleth-contribution/1\n`, then for each tensor its size in bytes
/// (8 bytes, little-endian) and its elements ([Tensor#bytes()]). Names, shapes and formats are not
/// repeated: they are the declarations', which both sides compute from the round's state.
///
/// @param tensors the tensors, in declared order
public record Contribution(List<Tensor> tensors) {
    private static final byte[] MAGIC = "isopleth-contribution/1\n".getBytes(StandardCharsets.US_ASCII);

    public Contribution {
        tensors = List.copyOf(tensors);
    }

    /// The sum of nothing.
    public static Contribution zero(List<TensorDeclaration> declarations) {
        return new Contribution(declarations.stream().map(Tensor::zero).toList());
    }

    /// Reads [#bytes()] back, checking every size against its declaration.
    ///
    /// @throws TensorException when the bytes are not a contribution as declared
    public static Contribution read(List<TensorDeclaration> declarations, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        if (in.remaining() < magic.length) {
            throw new TensorException("the bytes are not a contribution");
        }
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new TensorException("the bytes are not a contribution");
        }
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : declarations) {
            long expected = declaration.size();
            if (in.remaining() < Long.BYTES || in.getLong() != expected || in.remaining() < expected) {
                throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
            }
            byte[] elements = new byte[(int) expected];
            in.get(elements);
            tensors.add(Tensor.read(declaration, elements));
        }
        if (in.hasRemaining()) {
            throw new TensorException("the contribution is longer than declared");
        }
        return new Contribution(tensors);
    }

    /// The size of a contribution with these tensors, in bytes.
    public static long size(List<TensorDeclaration> declarations) {
        return MAGIC.length
                + declarations.stream().mapToLong(d -> Long.BYTES + d.size()).sum();
    }

    /// The tensor of this name.
    ///
    /// @throws TensorException when there is none
    public Tensor tensor(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TensorException("there is no tensor '" + name + "'"));
    }

    /// The elements of the tensor of this name as doubles.
    public double[] values(String name) {
        return tensor(name).values();
    }

    /// This plus `other`, tensor by tensor.
    public Contribution plus(Contribution other) {
        if (tensors.size() != other.tensors.size()) {
            throw new TensorException("contributions with different tensors do not add");
        }
        List<Tensor> sums = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            sums.add(tensors.get(i).plus(other.tensors.get(i)));
        }
        return new Contribution(sums);
    }

    /// The byte form.
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        for (Tensor tensor : tensors) {
            byte[] elements = tensor.bytes();
            out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(elements.length)
                    .array());
            out.writeBytes(elements);
        }
        return out.toByteArray();
    }

    /// The digest of the byte form.
    public Digest digest() {
        return Digest.of(bytes());
    }
}
