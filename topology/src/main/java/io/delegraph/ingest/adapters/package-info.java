/** Which clients' hooks are read. Apart from {@code ingest}, so that no package depends on itself by way of an adapter. */
package io.delegraph.ingest.adapters;
