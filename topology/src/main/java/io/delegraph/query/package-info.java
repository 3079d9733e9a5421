/** Interactive queries: what the stores know, over HTTP, from any instance. */
package io.delegraph.query;
