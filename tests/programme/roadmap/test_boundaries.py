"""Boundaries: what a file may hold, whose land it may name, and how every fault is said."""

from __future__ import annotations

import json

import pytest

from donghanh.base.places.models import Unit
from donghanh.base.privacy.scope import scope
from donghanh.kernel.errors import BadInput, MayNot
from donghanh.programme.roadmap import actions, boundaries, queries
from donghanh.programme.roadmap.models import BoundarySet
from tests.factories import places, programme, roadmap
from tests.factories.roadmap import NOW

SQUARE = [[[107.0, 10.9], [107.1, 10.9], [107.1, 11.0], [107.0, 11.0], [107.0, 10.9]]]


def file(*features, kind="FeatureCollection") -> bytes:
    return json.dumps({"type": kind, "features": list(features)}).encode()


def feature(code="26248", lines=SQUARE, kind="Polygon", key="MA_XA") -> dict:
    return {"type": "Feature", "properties": {key: code}, "geometry": {"type": kind, "coordinates": lines}}


def test_outer_lines_are_read_closed_and_to_a_hundred_metres():
    (one,) = boundaries.read(file(feature(lines=[[[107.00012, 10.9], [107.1, 10.9], [107.1, 11.0], [107.0, 11.0]]])))
    assert one.code == "26248" and one.rings[0][0] == one.rings[0][-1] == (107.0, 10.9)
    (many,) = boundaries.read(file(feature(lines=[SQUARE, SQUARE], kind="MultiPolygon")))
    assert len(many.rings) == 2
    long = [[[107 + i / 10_000, 10.9 + (i % 7) / 100] for i in range(5_000)]]
    assert len(boundaries.read(file(feature(lines=long)))[0].rings[0]) <= boundaries.MOST_POINTS + 1


@pytest.mark.parametrize(
    "content",
    [
        b"not json",
        b"[1]",
        file(),
        file(feature(), kind="Feature"),
        file(feature(code="")),
        file(feature(key="ten")),
        file("x"),
        file(feature(), feature()),
        file(feature(lines=[[[1, 2], [3, 4]]])),
        file(feature(lines=[[[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]])),
        file(feature(lines="abc")),
        file(feature(lines=[[["a", "b"]] * 5])),
        file(feature(kind="Point", lines=[107, 11])),
        file(feature() | {"geometry": [1]}),
        file(feature() | {"geometry": "Polygon"}),
        file(feature(lines=[[[10**400, 10.9]] * 5])),
        file(feature(lines=[[[float("nan"), 10.9]] * 5])),
        file(feature(code=[["1"]])),
        file(feature(code="²")),
        file(feature(code="1" * 5_000)),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_a_mend(content):
    with pytest.raises(BadInput) as refused:
        boundaries.read(content)
    assert refused.value.mend


def test_a_file_of_more_than_a_province_is_refused_before_its_lines_are_read(monkeypatch):
    assert len(boundaries.read(file(*(feature(str(n)) for n in range(boundaries.MOST_UNITS))))) == boundaries.MOST_UNITS
    monkeypatch.setattr(boundaries, "_outline", lambda *_: pytest.fail("read"))
    with pytest.raises(BadInput, match="nhiều quá 400"):
        boundaries.read(file(*(feature(str(n)) for n in range(boundaries.MOST_UNITS + 1))))
    with pytest.raises(BadInput, match="lớn quá 6 MB"):
        boundaries.read(b" " * (boundaries.LONGEST_FILE + 1))


@pytest.mark.django_db
def test_a_province_draws_its_own_communes_and_former_districts(all_units):
    lead, commune = roadmap.lead(places.DONG_NAI), places.commune("Trảng Bom")
    former = Unit.objects.get(level="DISTRICT", code="737")
    told = {"actor": lead, "at": NOW, "source": "Sở Nông nghiệp và Môi trường, 2025"}
    with scope(lead):
        actions.upload_boundaries(content=file(feature(commune.code), feature("737")), **told)
        found = queries.outlines(lead, [commune.pk, former.pk])
        assert set(found) == {commune.pk, former.pk} and found[former.pk][0][0] == (107.0, 10.9)
        assert [(row.source, row.units) for row in queries.uploads(lead, places.DONG_NAI)] == [(told["source"], 2)]
    with pytest.raises(BadInput, match="99999"), scope(lead):
        actions.upload_boundaries(content=file(feature(commune.code), feature("99999")), **told)
    with pytest.raises(MayNot), scope(chair := programme.official(commune.pk, "commune_chair")):
        actions.upload_boundaries(content=file(feature(commune.code)), **told | {"actor": chair})
    assert BoundarySet.objects.count() == 1
