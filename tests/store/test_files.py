"""Pages as files: as Django keeps them, but counted only now and then."""

from kdd_program.store.files import SELDOM, PageFiles


def test_there_are_never_many_more_files_than_allowed(tmp_path):
    pages = PageFiles(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 4 * SELDOM}})
    most = 0
    for number in range(10 * SELDOM):
        pages.set(f"page-{number}", number)
        most = max(most, len(list(tmp_path.iterdir())))
    assert 4 * SELDOM <= most <= 5 * SELDOM
    assert pages.get(f"page-{10 * SELDOM - 1}") == 10 * SELDOM - 1
