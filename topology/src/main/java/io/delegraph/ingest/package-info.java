/** From what clients send to events: adapters per client, extraction first, masking after. Pure: no Kafka, no HTTP, no clock. */
@NullMarked
package io.delegraph.ingest;

import org.jspecify.annotations.NullMarked;
