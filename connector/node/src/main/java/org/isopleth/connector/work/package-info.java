/// What the connector does, one thing after the other: takes in messages, decides, freezes cohorts,
/// answers rounds, deletes.
///
/// Everything to be done follows from where the studies stand ([org.isopleth.connector.work.Task]), so
/// that a restart goes on where the program died. Open [org.isopleth.connector.work.Worker] first, and
/// [org.isopleth.connector.work.Inbox] for how messages come in; images are measured beside it, by
/// [org.isopleth.connector.work.ImageWorker]. Depends on the contract, the analyses,
/// the store, and the packages `study`, `permit` and `gate`; hospital data and the network are the
/// interfaces [org.isopleth.connector.work.Patients] and [org.isopleth.connector.work.Transfers].
@NullMarked
package org.isopleth.connector.work;

import org.jspecify.annotations.NullMarked;
