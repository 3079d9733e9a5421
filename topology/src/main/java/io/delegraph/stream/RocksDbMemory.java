package io.delegraph.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory bound for all stores of the process: block cache and write buffers share one budget. Without it every store of every partition
 * takes up to 66 MB of its own.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {
    /** Streams configuration key: bytes for all stores together. */
    static final String BYTES = "delegraph.rocksdb.memory.bytes";

    private static final long DEFAULT_BYTES = 32L << 20;
    private static final int WRITE_BUFFER = 4 << 20;
    private static final int LOG_FILES = 2;
    private static @Nullable Cache cache;
    private static @Nullable WriteBufferManager writeBuffers;

    private static synchronized void share(long bytes) {
        if (cache == null) {
            RocksDB.loadLibrary();
            cache = new LRUCache(bytes);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Object bytes = configs.get(BYTES);
        share(bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString()));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
        // most lookups are for a new tool call: without a filter each searches the whole write buffer
        options.setMemtablePrefixBloomSizeRatio(0.05);
        options.setMemtableWholeKeyFiltering(true);
        // each start leaves a log file, and by default a thousand of them are kept per store
        options.setKeepLogFileNum(LOG_FILES);
        options.setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    @Override
    public void close(String storeName, Options options) {
        // the cache is shared by all stores of the process and is closed with it
    }
}
