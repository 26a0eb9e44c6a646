"""`./dev docs`: write docs/reference anew."""

import django

import docs_gen

django.setup()
for _name in docs_gen.write():
    print(f"docs/reference/{_name}")
