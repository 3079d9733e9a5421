/** Interactive queries: what the state stores know, of this instance, of another one, or of all of them. */
package io.delegraph.query;
