"""What is computed: arrays in, arrays out; nothing here knows a name.

Axes have the same letters everywhere:

    k       criteria
    m       dimensions
    n       organizations; one is a table with one column
    top     stages from 1; that of rank 0 is always reached
    z       hidden stage of the whole, from 0
    u       hidden stage of a dimension, from 0
    r       rows of evidence that organizations share
    levels  of a criterion, from 0

Read ``rule`` first (which gates are open), then ``belief`` (what evidence weighs), ``distribution`` (how probable each
gate is) and ``search`` (the fewest facts that open or close one); then ``inquiry`` (what an answer would tell),
``parts`` and ``plan`` (the cheapest options that open a gate), and ``patterns`` (many organizations at once).
``agreement`` and ``choice`` stand alone. A rubric of three criteria makes the shapes small::

    dimension A: criteria 0 and 1      levels (3, 2)      lift (5, 3): lowest level that reaches each stage
    dimension B: criterion 2                              gates of dimensions (5, 2, 2), of the whole (5, 2)

for a ladder of six stages (top = 5), k = 3 criteria, m = 2 dimensions and n = 2 organizations.
"""
