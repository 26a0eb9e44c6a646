"""The vault: what is sealed opens only with its own key, in its own place, unchanged."""

from __future__ import annotations

import base64
import secrets
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from donghanh.base.privacy import keys, vault

NUMBER = "075190001234"
PLACE = "0198/citizen_id"


@pytest.fixture(autouse=True)
def fresh_keys():
    keys.forget()
    yield
    keys.forget()


def line(number: int, key: bytes) -> str:
    return f"{number} {base64.b64encode(key).decode()}\n"


@pytest.fixture
def key_file(tmp_path, settings):
    settings.FIELD_KEY = None
    settings.KEY_FILE = tmp_path / "keys" / "field.key"
    keys.forget()
    return settings.KEY_FILE


@given(st.text(max_size=200), st.text(min_size=1, max_size=60))
def test_what_was_sealed_opens_again(text, context):
    key = vault.new_person_key()
    assert vault.open_sealed(key, vault.seal(key, text, context=context), context=context) == text


def test_a_wrapped_key_fits_its_column_and_no_two_seals_look_alike():
    key = vault.new_person_key()
    assert len(key) == 61
    assert key != vault.new_person_key()
    first, second = (vault.seal(key, NUMBER, context=PLACE) for _ in range(2))
    assert first != second
    assert NUMBER.encode() not in first


def test_every_single_changed_byte_is_refused():
    key = vault.new_person_key()
    blob = vault.seal(key, NUMBER, context=PLACE)
    for at in range(len(blob)):
        broken = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        with pytest.raises(vault.CannotOpen):
            vault.open_sealed(key, broken, context=PLACE)
    for at in range(len(key)):
        broken = key[:at] + bytes([key[at] ^ 1]) + key[at + 1 :]
        with pytest.raises(vault.CannotOpen):
            vault.open_sealed(broken, blob, context=PLACE)


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" + b"x" * 12, b"\x02" + b"x" * 40])
def test_what_is_no_blob_is_refused_with_a_mend(blob):
    with pytest.raises(vault.CannotOpen) as refused:
        vault.open_sealed(vault.new_person_key(), blob, context=PLACE)
    assert refused.value.mend


def test_a_blob_opens_neither_in_another_place_nor_for_another_person():
    mine, other = vault.new_person_key(), vault.new_person_key()
    blob = vault.seal(mine, NUMBER, context=PLACE)
    for key, context in ((mine, "0198/phone"), (mine, "0199/citizen_id"), (other, PLACE)):
        with pytest.raises(vault.CannotOpen):
            vault.open_sealed(key, blob, context=context)


def test_twin_without_the_context_a_moved_blob_would_open(monkeypatch):
    class Loose:
        def __init__(self, key):
            self._real = real(key)

        def encrypt(self, nonce, data, _):
            return self._real.encrypt(nonce, data, None)

        def decrypt(self, nonce, data, _):
            return self._real.decrypt(nonce, data, None)

        generate_key = staticmethod(vault.AESGCM.generate_key)

    real = vault.AESGCM
    monkeypatch.setattr(vault, "AESGCM", Loose)
    key = vault.new_person_key()
    assert vault.open_sealed(key, vault.seal(key, NUMBER, context=PLACE), context="another person's phone") == NUMBER


def test_the_blind_index_is_keyed_and_parts_kinds():
    assert vault.blind_index("CITIZEN_ID", NUMBER) == vault.blind_index("CITIZEN_ID", NUMBER)
    assert vault.blind_index("CITIZEN_ID", NUMBER) != vault.blind_index("OLD_ID", NUMBER)
    assert len(vault.blind_index("CITIZEN_ID", NUMBER)) == 32


def test_another_installation_finds_and_opens_nothing(settings):
    key = vault.new_person_key()
    blob, index = vault.seal(key, NUMBER, context=PLACE), vault.blind_index("CITIZEN_ID", NUMBER)
    settings.FIELD_KEY = secrets.token_bytes(32)
    keys.forget()
    assert vault.blind_index("CITIZEN_ID", NUMBER) != index
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(key, blob, context=PLACE)


def test_a_new_master_key_keeps_old_seals_readable(key_file):
    key_file.parent.mkdir()
    old, new = secrets.token_bytes(32), secrets.token_bytes(32)
    key_file.write_text(line(1, old))
    keys.forget()
    person = vault.new_person_key()
    blob, index = vault.seal(person, NUMBER, context=PLACE), vault.blind_index("CITIZEN_ID", NUMBER)
    key_file.write_text(line(1, old) + line(2, new))
    keys.forget()
    assert vault.new_person_key()[0] == 2
    assert vault.open_sealed(person, blob, context=PLACE) == NUMBER
    assert vault.blind_index("CITIZEN_ID", NUMBER) == index
    moved = vault.rewrapped(person)
    assert moved[0] == 2
    assert vault.open_sealed(moved, blob, context=PLACE) == NUMBER


def test_a_missing_key_file_is_made_only_where_that_is_allowed(key_file, settings):
    settings.MAKE_MISSING_KEYS = False
    with pytest.raises(ImproperlyConfigured, match="DONGHANH_KEY_FILE"):
        vault.new_person_key()
    assert not key_file.exists()
    settings.MAKE_MISSING_KEYS = True
    first = vault.new_person_key()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    keys.forget()
    assert vault.open_sealed(first, vault.seal(first, NUMBER, context=PLACE), context=PLACE) == NUMBER
    assert [p.name for p in key_file.parent.iterdir()] == ["field.key"]


@pytest.mark.parametrize("text", ["", "1 kurz\n", "x abc\n", "0 " + "A" * 43 + "=\n", "300 " + "A" * 43 + "=\n", "1 !!!!\n"])
def test_a_broken_key_file_stops_with_a_sentence(key_file, text):
    key_file.parent.mkdir()
    key_file.write_text(text)
    with pytest.raises(ImproperlyConfigured, match=r"sao lưu|dài đúng"):
        keys.ring()
