"""Lists that sort, filter, search, choose columns, page, select, save views and leave as files."""
