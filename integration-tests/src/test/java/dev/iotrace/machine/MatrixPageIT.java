package dev.iotrace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// docs/matrix.md and the code speak of the same cells, and none of them is our fault. A suite that
/// was not tried has no rows.
class MatrixPageIT {
  @ParameterizedTest
  @EnumSource
  void thePageHasEachCellAndNoFault(Suite suite) throws Exception {
    List<String> rows = Matrix.old(suite);
    assertThat(rows.size()).isIn(0, Cell.ALL.size());
    for (int i = 0; i < rows.size(); i++) {
      Cell cell = Cell.ALL.get(i);
      String verdict =
          cell.obstacle(suite).map(why -> "block totals only: " + why).orElse("closed");
      assertThat(rows.get(i)).contains("| " + cell.words() + " |", "| " + verdict + " |");
    }
  }
}
