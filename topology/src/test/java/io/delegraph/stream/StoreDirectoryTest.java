package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void shouldDeleteOnlyTheTasksWhenTheStoresWereNotClosed() throws IOException {
        Path store = store();
        Path metadata = Files.writeString(directory.resolve("kafka-streams-process-metadata"), "x");

        new StoreDirectory(directory).open();

        assertThat(store).doesNotExist();
        assertThat(directory.resolve("1_0")).doesNotExist();
        assertThat(metadata).exists();
    }

    @Test
    void shouldKeepStoresThatWereClosed() throws IOException {
        Path store = store();
        new StoreDirectory(directory).close();

        new StoreDirectory(directory).open();

        assertThat(store).exists();
    }

    @Test
    void shouldDeleteStoresThatWereOpenedAgainAndNotClosed() throws IOException {
        Path store = store();
        new StoreDirectory(directory).close();
        new StoreDirectory(directory).open();

        new StoreDirectory(directory).open();

        assertThat(store).doesNotExist();
    }

    @Test
    void shouldDoNothingOnAFirstStart() {
        Path missing = directory.resolve("missing");

        new StoreDirectory(missing).open();

        assertThat(missing).doesNotExist();
    }

    private Path store() throws IOException {
        Path store = Files.createDirectories(directory.resolve("1_0/rocksdb/lifecycle-rows"));
        return Files.writeString(store.resolve("000001.sst"), "rows");
    }
}
