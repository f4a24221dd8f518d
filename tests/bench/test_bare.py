"""The bare view that others are compared with really reads, writes and commits."""

from pathlib import Path

from eventapp.bench.bare import make_app
from eventapp.orm import make_engine


def test_each_act_sees_what_the_one_before_committed(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'bare.db'}")
    client = make_app(engine).test_client()

    assert [client.post("/").get_json() for _ in range(3)] == [1, 2, 3]
    assert client.get("/").get_data(as_text=True) == "ready"
    engine.dispose()
