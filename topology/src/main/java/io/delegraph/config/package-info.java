/** What can be set, read once at the start and checked there. Knows no Kafka and no HTTP. */
package io.delegraph.config;
