"""Who is who across documents: one actor for all the names under which articles speak of it. Pure: no rows, no files.

An article's actor is seen as a `Guise`: its names there, and what the article tells of it. `resolve` says of every guise
of a corpus which actor it is and why; the answer depends on which guises there are and how often, never on their order.
"""
