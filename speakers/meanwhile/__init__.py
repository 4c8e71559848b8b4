"""No lost update: two people save the same page, and nothing is overwritten unseen.

A form carries what it was loaded with. On saving, that is compared with what stands in the database
by now, the rows locked: what only the other person changed is taken over, what both changed is
asked. `merging` decides, without Django; `sending` reads and writes forms; `admin` asks.
"""
