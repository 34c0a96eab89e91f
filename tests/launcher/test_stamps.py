"""A step is done again only when its sources changed."""

from launcher.stamps import Stamp, digest


def test_a_step_is_fresh_after_its_stamp_is_pressed(tmp_path):
    source = tmp_path / "lock.txt"
    source.write_text("django==5.2")
    stamp = Stamp(tmp_path / "built" / ".stamp", digest([source]))

    before = stamp.is_fresh()
    stamp.press()

    assert (before, stamp.is_fresh()) == (False, True)


def test_a_changed_source_makes_the_step_stale(tmp_path):
    source = tmp_path / "lock.txt"
    source.write_text("django==5.2")
    Stamp(tmp_path / ".stamp", digest([source])).press()

    source.write_text("django==5.3")

    assert not Stamp(tmp_path / ".stamp", digest([source])).is_fresh()


def test_a_digest_sees_every_file_below_a_folder(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text("a")
    one = digest([tmp_path / "css"])

    (tmp_path / "css" / "b.css").write_text("")

    assert digest([tmp_path / "css"]) != one


def test_a_digest_does_not_depend_on_the_order_or_on_missing_files(tmp_path):
    first, second, missing = (tmp_path / name for name in ("a", "b", "missing"))
    first.write_text("a")
    second.write_text("b")

    assert digest([first, second]) == digest([second, missing, first])
