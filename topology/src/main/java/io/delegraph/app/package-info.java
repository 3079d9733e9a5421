/** The composition root: one process made of the topology, the HTTP endpoint and the command line. */
package io.delegraph.app;
