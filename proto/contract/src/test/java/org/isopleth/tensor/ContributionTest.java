package org.isopleth.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.junit.jupiter.api.Test;

class ContributionTest {
    private static final List<TensorDeclaration> DECLARED = List.of(
            new TensorDeclaration("patients", List.of(), Disclosure.MARGINAL, 1, 1),
            new TensorDeclaration("sums", List.of(3), Disclosure.MARGINAL, 3, 1000),
            new TensorDeclaration("information", List.of(2, 3), Disclosure.JOINT, 3, 1e-3));

    private static Contribution contribution(Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : DECLARED) {
            WideSum sum = new WideSum(declaration);
            for (int i = 0; i < declaration.length(); i++) {
                sum.add(i, (2 * random.nextDouble() - 1) * declaration.bound());
            }
            tensors.add(sum.total());
        }
        return new Contribution(tensors);
    }

    @Test
    void the_bytes_read_back_to_the_same_contribution() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Contribution contribution = contribution(random);
            byte[] bytes = contribution.bytes();
            assertEquals(Contribution.size(DECLARED), bytes.length);
            Contribution read = Contribution.read(DECLARED, bytes);
            assertEquals(contribution, read);
            assertArrayEquals(bytes, read.bytes());
            assertEquals(contribution.digest(), read.digest());
        }
    }

    @Test
    void sites_arriving_in_any_order_give_the_same_bytes() {
        Random random = new Random(4);
        List<Contribution> sites = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sites.add(contribution(random));
        }
        byte[] expected = sum(sites).bytes();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(sites, random);
            assertArrayEquals(expected, sum(sites).bytes());
        }
    }

    private static Contribution sum(List<Contribution> sites) {
        return sites.stream().reduce(Contribution.zero(DECLARED), Contribution::plus);
    }

    @Test
    void every_flipped_bit_is_seen_in_the_digest() {
        Contribution contribution = contribution(new Random(5));
        byte[] bytes = contribution.bytes();
        for (int at = 24 + 8; at < 24 + 8 + 16; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            assertNotEquals(
                    contribution.digest(), Contribution.read(DECLARED, flipped).digest());
        }
    }

    @Test
    void bytes_that_are_not_as_declared_are_refused() {
        byte[] bytes = contribution(new Random(6)).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(TensorException.class, () -> Contribution.read(DECLARED, cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(TensorException.class, () -> Contribution.read(DECLARED, longer));
        byte[] otherMagic = bytes.clone();
        otherMagic[0] ^= 1;
        assertThrows(TensorException.class, () -> Contribution.read(DECLARED, otherMagic));
        assertThrows(TensorException.class, () -> Contribution.read(DECLARED.reversed(), bytes));
    }

    @Test
    void tensors_that_differ_in_name_shape_or_format_do_not_add() {
        WideTensor tensor = WideTensor.zero(DECLARED.get(1));
        for (TensorDeclaration other : List.of(
                new TensorDeclaration("squares", List.of(3), Disclosure.MARGINAL, 3, 1000),
                new TensorDeclaration("sums", List.of(3, 1), Disclosure.MARGINAL, 3, 1000),
                new TensorDeclaration("sums", List.of(3), Disclosure.MARGINAL, 3, 1025))) {
            WideTensor zero = WideTensor.zero(other);
            assertThrows(TensorException.class, () -> tensor.plus(zero));
        }
        assertThrows(
                TensorException.class,
                () -> Contribution.zero(DECLARED).plus(Contribution.zero(DECLARED.subList(0, 2))));
        assertThrows(TensorException.class, () -> Contribution.zero(DECLARED).tensor("nothing"));
    }
}
