package org.isopleth.tensor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
        try {
            return read(declarations, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /// As [#read(List, byte[])], block by block, to the end of `in`.
    public static Contribution read(List<TensorDeclaration> declarations, InputStream in) throws IOException {
        ContributionBytes.start(in);
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : declarations) {
            ContributionBytes.next(declaration, in);
            tensors.add(Tensor.read(declaration, in));
        }
        ContributionBytes.end(in);
        return new Contribution(tensors);
    }

    /// The size of a contribution with these tensors, in bytes.
    public static long size(List<TensorDeclaration> declarations) {
        return ContributionBytes.size(declarations.stream().mapToLong(TensorDeclaration::size));
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
        long size = ContributionBytes.size(tensors.stream().mapToLong(Tensor::size));
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ContributionBytes.MAGIC);
        for (Tensor tensor : tensors) {
            out.putLong(tensor.size());
            tensor.writeTo(out);
        }
        return out.array();
    }

    /// The digest of the byte form.
    public Digest digest() {
        return Digest.of(bytes());
    }
}
