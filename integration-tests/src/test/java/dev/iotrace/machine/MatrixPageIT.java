package dev.iotrace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// docs/matrix.md and the code speak of the same cells, and none of them is our fault. A suite that
/// was not tried has no rows.
class MatrixPageIT {
  @ParameterizedTest
  @EnumSource
  void thePageHasEachCellAndNoFault(Suite suite) throws Exception {
    List<Cell> missing = new ArrayList<>();
    for (Cell cell : Cell.ALL) {
      Optional<String> row = Matrix.old(suite, cell);
      String verdict =
          cell.obstacle(suite).map(why -> "block totals only: " + why).orElse("closed");
      row.ifPresentOrElse(
          it -> assertThat(it).contains("| " + verdict + " |"), () -> missing.add(cell));
    }
    assertThat(missing).isIn(List.of(), Cell.ALL);
  }
}
