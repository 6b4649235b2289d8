package org.isopleth.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GreetingTest {
    @Test
    void numbers_between_what_was_confirmed_and_what_was_sent_agree() {
        assertEquals(new Greeting.Agreed(), Greeting.of(0, 0, 0));
        assertEquals(new Greeting.Agreed(), Greeting.of(3, 3, 9));
        assertEquals(new Greeting.Agreed(), Greeting.of(9, 3, 9));
    }

    @Test
    void a_number_that_went_back_says_how_much_the_other_side_lost() {
        assertEquals(new Greeting.TheyLost(1), Greeting.of(2, 3, 9));
        assertEquals(new Greeting.TheyLost(3), Greeting.of(0, 3, 3));
    }

    @Test
    void a_number_never_given_says_how_much_this_side_lost() {
        assertEquals(new Greeting.WeLost(1), Greeting.of(10, 3, 9));
        assertEquals(new Greeting.WeLost(4), Greeting.of(4, 0, 0));
    }
}
