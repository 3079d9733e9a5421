package io.delegraph.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time and memory of processes. */
final class Cpu {
    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Cpu() {}

    /** Of this process, all threads, seconds. */
    static double seconds() {
        return OS.getProcessCpuTime() / 1e9;
    }

    /** Of another one, seconds; 0 when the system does not tell. */
    static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    /** Processes per core that want to run: above 1 the machine is busy with something. */
    static double load() {
        return OS.getSystemLoadAverage() / OS.getAvailableProcessors();
    }
}
