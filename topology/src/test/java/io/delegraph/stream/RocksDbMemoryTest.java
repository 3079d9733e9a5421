package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksDbMemoryTest {
    @Test
    void shouldNotLeaveALogOfEveryStart(@TempDir Path directory) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        for (int start = 0; start < 6; start++) {
            try (Options options = new Options().setCreateIfMissing(true)) {
                options.setTableFormatConfig(new BlockBasedTableConfig());
                new RocksDbMemory().setConfig("store", options, Map.of());
                RocksDB.open(options, directory.toString()).close();
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("LOG")))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }
}
