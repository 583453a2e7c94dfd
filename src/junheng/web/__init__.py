"""The site: a Django shell and one app per workspace. Views are thin; the rooms below do the work.

For whoever adds a workspace:

* `access.allow(PUBLIC)` or `access.allow(SIGNED_IN)` stands above every view; a view without it answers 403.
* `shell/base.html` is the page; its blocks are listed at its head. Pass ``shown`` (`shell.shown.Shown`) to every page
  that shows a region, so that the synthetic strip and the footer say whose figures these are.
* `shell.workspaces.register` puts the workspace into the top bar, `shell.jump.register` its names into the palette, `shell.pages.register`
  its pages; `shell.jump.register_search` asks the app where there are too many names to list.
* `shell.notes.note` says on the next page what was done, with a button to undo it where that can be.
* ``{% load junheng %}`` formats numbers, dates and `Text`; the words are in `format.py`.
* No inline style or script anywhere: the Content-Security-Policy refuses both. Lengths in charts are SVG attributes.
"""
