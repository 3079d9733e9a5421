/** The settings, read once at the start and validated. Knows no Kafka and no HTTP. */
@NullMarked
package io.delegraph.config;

import org.jspecify.annotations.NullMarked;
