"""Workspace *Data* 数据: files come into a draft, their problems are seen on the very cells, and a draft becomes a release.

A draft is a whole copy of a region's folder under ``drafts/``; nothing of it touches the region before it is frozen: `arriving`
refuses what cannot be taken, `sending` brings in the rest, `placing` says how a file is to be read, `meaning` lets someone confirm it,
`checking` finds what is wrong, `sheet` shows it in its sheet, `explaining` writes waivers, `comparing` says what changes, `long_work`
makes the release. The ``…_page`` modules put pages together for the views.
"""
