"""The sample site: invented releases in three languages, and three differently built sites that serve them.

`releases` reads them with what is true of them (persons, statements, regions, topics, dates); `commission`,
`region` and `news` make the pages; `server` serves them on the loopback.
"""
