/** Turns clients' payloads into events: an adapter per client extracts, then texts are masked. Pure: no Kafka, no HTTP, no clock. */
@NullMarked
package io.delegraph.ingest;

import org.jspecify.annotations.NullMarked;
