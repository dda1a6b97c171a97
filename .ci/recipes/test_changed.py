"""Makes a repository, and a branch of it for each case."""

import pathlib
import subprocess
import tempfile
import unittest

import changed


class ChangedTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.git("init", "--quiet", "--initial-branch=main")
        for path in ("README.md", "recipes/pom.xml", "recipes/a/A.java", "recipes/a/data/a b.nc", "recipes/b/B.java",
                     "recipes/b/BTest.java", "feedstock-template/run", "src/recipes/c/C.java"):
            self.write(path)
        self.commit()
        self.git("switch", "--quiet", "--create", "branch")

    def git(self, *arguments):
        subprocess.run(["git", "-C", self.root, "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments],
                       check=True, stdout=subprocess.DEVNULL)

    def write(self, path, text="x"):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "m")

    def check(self, *expected):
        self.commit()
        self.assertEqual(changed.changed("main", self.root), list(expected))

    def test_what_is_in_no_recipe_bakes_nothing(self):
        for path in ("README.md", "recipes/pom.xml", "src/recipes/c/C.java", "recipes/notes/notes.txt"):
            self.write(path, "y")
        self.check()

    def test_each_recipe_is_named_once(self):
        for path in ("recipes/b/BTest.java", "recipes/a/A.java", "recipes/a/data/a b.nc", "recipes/n\u00e9w/N.java"):
            self.write(path, "y")
        self.check("a", "b", "n\u00e9w")

    def test_the_template_is_baked_too(self):
        self.write("feedstock-template/configs/local.yaml")
        self.check("feedstock-template")

    def test_what_is_gone_is_not_baked(self):
        self.git("rm", "--quiet", "-r", "recipes/a")
        self.git("rm", "--quiet", "recipes/b/B.java")
        self.check()

    def test_what_moves_counts_for_both_folders(self):
        self.write("recipes/a/More.java", "long enough to be seen as the same file")
        self.commit()
        self.git("branch", "--force", "main")
        self.git("mv", "recipes/a/More.java", "recipes/b/More.java")
        self.check("a", "b")

    def test_what_main_did_meanwhile_does_not_count(self):
        self.git("switch", "--quiet", "main")
        self.write("recipes/a/A.java", "of main")
        self.commit()
        self.git("switch", "--quiet", "branch")
        self.write("recipes/b/B.java", "of the branch")
        self.check("b")


if __name__ == "__main__":
    unittest.main()
