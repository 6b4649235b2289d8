/// The messages between connector and coordinator, and the rules by which they are numbered,
/// acknowledged and resumed, whatever carries them.
///
/// Each direction of each site numbers its messages 1, 2, 3, ... A message is stored before it is
/// sent and forgotten when acknowledged; the receiver stores its effect before it acknowledges. After
/// a broken connection both sides say what they have received and the rest is sent again, so every
/// message takes effect exactly once. Open [org.isopleth.exchange.Message] first.
///
/// What is said about the heads of ledgers ([org.isopleth.exchange.WitnessMessage]) is neither numbered
/// nor stored: it is said again.
@NullMarked
package org.isopleth.exchange;

import org.jspecify.annotations.NullMarked;
