/** The sub-topology INGEST: raw hooks become events and watermarks. */
package io.delegraph.stream.ingest;
