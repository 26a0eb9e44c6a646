"""A second reading of the law, written from the rulebooks without the first: it imports nothing of donghanh/.

`rulebook` numbers by hand · `counting` moments and days · `user`, `voluntary`, `compulsory` what one file owes and how long it lasts ·
`telling`, `community`, `facility`, `lives` made-up lives from a seed ·
`reading` all files of one life. tests/cases/procedures/test_lives.py compares both readings.
"""
