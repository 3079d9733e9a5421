package io.delegraph.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time and load. */
final class Cpu {
    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Cpu() {}

    /** Processor time of this process, all threads, seconds. */
    static double seconds() {
        return OS.getProcessCpuTime() / 1e9;
    }

    /** Processor time of another process, seconds; 0 when it is unavailable. */
    static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    /** Runnable processes per core: above 1 the machine is overloaded. */
    static double load() {
        return OS.getSystemLoadAverage() / OS.getAvailableProcessors();
    }
}
