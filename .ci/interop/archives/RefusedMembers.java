package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Members, which the names of the files tell, of which the tool is to say no. */
public final class RefusedMembers implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(
            System.getenv("ARCHIVES") + "/" + System.getenv("REFUSED") + "/part_{member}.nc")
        .stack("member", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("refused");
  }
}
