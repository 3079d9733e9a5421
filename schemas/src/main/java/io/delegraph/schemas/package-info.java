/** The records that Delegraph's parts exchange and publish, one per file. */
package io.delegraph.schemas;
