// Every term of the user interface: one word for one thing. The table terms.json is that of the command line too.

import TERMS from './terms.json' with { type: 'json' };

/** The word of a term; null for one that is not in the table. */
export const word = (group, key) => TERMS[group][key]?.[0] ?? null;

/** What a term means, as a sentence; null for one that is not in the table. */
export const meaning = (group, key) => TERMS[group][key]?.[1] ?? null;
