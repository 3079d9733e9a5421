/** From tokens to money: what a model's tokens cost at list price. Pure. */
package io.delegraph.pricing;
