"""What dashboards must hold. Each check takes the boards and gives (where, what is wrong)."""

from checks import colours, links, meters, queries, rules, tables, words

EVERY = [words.faults, links.faults, queries.faults, meters.faults, rules.faults, tables.faults, colours.faults]
