"""Delegraph service: rate, errors and duration of what it does (RED), use, saturation and errors of what it uses (USE)."""

from house.board import Board
from house.colours import GREEN, RED
from house.panels import EVENTS_PER_SECOND, RECORDS_PER_SECOND, REQUESTS_PER_SECOND, stat, timeseries
from house.queries import counted, most, of_instance, rate, ratio, series, top, total

HTTP = "delegraph_http_requests_seconds"
DELAY = "delegraph_end_to_end_delay_seconds"
NONE_IS_RIGHT = [{"color": GREEN, "value": None}, {"color": RED, "value": 1}]


def board():
    b = Board(
        "delegraph-service",
        "Whether the other boards can be believed: what Delegraph takes in, how late it is, and what it uses.",
        ["prometheus", "job", "instance", "delegraph"])
    health(b)
    pipeline(b)
    http(b)
    streams(b)
    state(b)
    machine(b)
    return b


def health(b):
    b.add(stat(
        "Instances that answer",
        ("Instances of the job whose last scrape succeeded.",
         "Red: none. Fewer than you run: see the log of the one that is missing.",
         "An instance that does not answer leaves its sessions out of every number."),
        [series(f'count ({of_instance("up")} == 1)', "up")],
        steps=[{"color": RED, "value": None}, {"color": GREEN, "value": 1}], none="none"), 4, 5)
    b.add(stat(
        "Restarts within an hour",
        ("How often an instance started within the last hour.",
         "Red: as often as the limit restarts, or more.",
         "The end of the log before each start shows why."),
        [series(f'max (instance:delegraph_starts:changes1h{{instance=~"$instance"}})', "restarts")], unit="none", limited="restarts"), 4, 5)
    b.add(stat(
        "Shortest uptime",
        ("How long the instance that started last has been running.",
         "It should only grow.",
         "A rate over a longer time than this has a gap."),
        [series(f'min ({of_instance("process_uptime_seconds")})', "uptime")], unit="s"), 4, 5)
    b.add(stat(
        "Failed stream threads",
        ("Stream threads that failed since the start, replaced ones too.",
         "0 is right. After the fifth failure within ten minutes the instance ends itself.",
         "A failed thread stops its partitions until another one takes them."),
        [series(total(of_instance("kafka_stream_failed_stream_threads_total")), "failed")], unit="none", steps=NONE_IS_RIGHT), 4, 5)
    b.add(stat(
        "Hook to answer, p99",
        ("Time from a hook's arrival until the answers contain it.",
         "Red: longer than the limit end-to-end-delay. –: no hook arrived.",
         "Everything called live on these boards is at most this late."),
        [series(f"histogram_quantile(0.99, {rate(of_instance(DELAY + '_bucket'), 'le')})", "p99")],
        unit="s", limited="end_to_end_delay_seconds"), 4, 5)
    b.add(stat(
        "Missing parts of /metrics",
        ("Parts of /metrics that could not be read at the last scrape: windows, live, thresholds, kafka.",
         "0 is right; the log says why one is missing.",
         "A part that is missing looks like silence on the other boards."),
        [series(total(of_instance("delegraph_scrape_part_missing")), "missing")], unit="none", steps=NONE_IS_RIGHT), 4, 5)


def pipeline(b):
    b.row("What comes in, and how late it is")
    b.add(timeseries(
        "Events by kind",
        ("Events that were made of hooks, per second, by kind.",
         "The nine most frequent kinds. 0 is silence; no line: no event since the start.",
         "No events while agents work means that hooks are not connected: ./delegraph doctor says where they are lost."),
        [series(top(9, rate(of_instance("delegraph_events_total"), "kind")), "{{kind}}")], by="kind", axis=EVENTS_PER_SECOND, many=True), 12)
    b.add(timeseries(
        "Records rejected, dropped or ignored",
        ("Raw records that could not become an event, records of any topic that could not be read, processed or written, records that "
         "Kafka Streams dropped, and events that were ignored because they cannot be true, per second.",
         "0 is right. /api/v1/status has the newest reason, the topic agent.hooks.rejected all of them.",
         "What is not used is missing from every other number."),
        [series(rate(of_instance("delegraph_hooks_rejected_total")), "rejected"),
         series(rate(of_instance("delegraph_dead_letters_total"), "step"), "dead letter: {{step}}"),
         series(rate(of_instance("kafka_stream_task_dropped_records_total")), "dropped"),
         series(rate(of_instance("delegraph_events_ignored_total"), "what"), "ignored: {{what}}")],
        by="unused", axis=RECORDS_PER_SECOND, many=320), 12)
    b.add(timeseries(
        "Time from hook to answer",
        ("Time from a hook's arrival in the raw topic until the answers contain it, as quantiles and the longest recent one.",
         "The dashed line is the limit end-to-end-delay. No point: no hook arrived.",
         "It is how live the live tree is."),
        [*[series(f"histogram_quantile({q}, {rate(of_instance(DELAY + '_bucket'), 'le')})", name)
           for q, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))],
         series(most(of_instance(DELAY + "_max")), "longest")], by="quantile", unit="s", limited="end_to_end_delay_seconds"), 8)
    b.add(timeseries(
        "Mean time from hook to answer",
        ("Mean time from a hook's arrival until the answers contain it, over all instances.",
         "A mean far above the median: a few wait very long.",
         "A mean can be added up over instances, a quantile cannot."),
        [series(ratio(rate(of_instance(DELAY + "_sum")), rate(of_instance(DELAY + "_count"))), "mean")], unit="s"), 8)
    b.add(timeseries(
        "Records not read yet, by topic",
        ("Records of each topic that Delegraph has not read yet.",
         "The dashed line is the limit consumer-lag. After a start or an import it falls by itself.",
         "While it grows, the boards show the past; agents are not called lost for silence that is only unread."),
        [series(total(of_instance("delegraph_consumer_lag_records"), "topic"), "{{topic}}")], by="topic", unit="none", decimals=0,
        limited="consumer_lag_records"), 8)


def http(b):
    b.row("HTTP: rate, errors, duration")
    b.add(timeseries(
        "Requests by route",
        ("Requests to the HTTP endpoint, per second, by the pattern of their route.",
         "The eight most frequent.",
         "It shows who uses Delegraph: pages, dashboards, hooks."),
        [series(top(8, rate(of_instance(HTTP + "_count"), "method", "route")), "{{method}} {{route}}")], by="route",
        axis=REQUESTS_PER_SECOND, many=330), 12)
    b.add(timeseries(
        "Requests by status",
        ("Requests per second by their status.",
         "4xx: the request was wrong; 5xx: Delegraph was.",
         "A 503 is an instance that has not restored its state yet, or whose neighbour does not answer."),
        [series(total(f'label_replace(rate({of_instance(HTTP + "_count")}[$__rate_interval]), "class", "${{1}}xx", "status", "(.).*")', "class"),
                "{{class}}")], by="status", axis=REQUESTS_PER_SECOND), 12)
    b.add(timeseries(
        "Mean duration by route",
        ("Mean duration of a request by the pattern of its route.",
         "The eight slowest. No point: nobody asked.",
         "Questions over many sessions are the slow ones; pages and hooks should not be among them."),
        [series(top(8, ratio(rate(of_instance(HTTP + "_sum"), "method", "route"), rate(of_instance(HTTP + "_count"), "method", "route"))),
                "{{method}} {{route}}")], by="route", unit="s", many=330), 12)
    b.add(timeseries(
        "Slowest recent request by route",
        ("The longest of the last minutes' requests, by the pattern of its route.",
         "The eight slowest.",
         "The mean hides the one that somebody waited for."),
        [series(top(8, most(of_instance(HTTP + "_max"), "method", "route")), "{{method}} {{route}}")], by="route", unit="s", many=330), 12)


def streams(b):
    b.row("Kafka Streams")
    b.add(timeseries(
        "Records processed by thread",
        ("Records that each stream thread processed, per second.",
         "Threads share partitions: they need not be equal.",
         "A thread at 0 beside a lag stands still."),
        [series(rate(of_instance("kafka_stream_thread_process_total"), "instance", "thread"), "{{instance}} thread {{thread}}")],
        by="thread", axis=RECORDS_PER_SECOND), 8)
    b.add(timeseries(
        "Time shares of the busiest thread",
        ("Share of their time that the busiest thread spends processing, committing and polling.",
         "Processing near 100 % with a lag: add streams.threads or an instance. Polling near 100 %: it waits for records.",
         "It says whether Delegraph or its broker is the limit."),
        [series(most(of_instance(f"kafka_stream_thread_{name}_ratio")), name) for name in ("process", "commit", "poll")],
        by="time", unit="percentunit", share=True), 8)
    b.add(timeseries(
        "Time to process a record and to commit",
        ("Mean time of the last 30 seconds to process a record and to commit, of the slowest thread.",
         "A commit makes results visible: it is most of the way from hook to answer.",
         "A slow commit is a slow broker or a slow disk."),
        [series(most(of_instance(f"kafka_stream_thread_{name}_latency_seconds")), name) for name in ("process", "commit")],
        by="time", unit="s"), 8)
    b.add(timeseries(
        "Stream threads alive",
        ("Stream threads that are alive.",
         "As many as streams.threads of all instances; fewer: one failed and was not replaced yet.",
         "Each thread has partitions that nobody else reads."),
        [series(total(of_instance("kafka_stream_alive_stream_threads"), "instance"), "{{instance}}")], by="instance", unit="none", decimals=0), 6)
    b.add(timeseries(
        "Rebalances and new tasks, in 15 minutes",
        ("How often the instances shared out their partitions anew, and how many tasks threads took over. A task that was taken over "
         "restores its state first.",
         "0 in quiet times. Some after a start.",
         "While state is restored, questions about its sessions answer 503."),
        [series(counted(of_instance("kafka_consumer_coordinator_rebalance_total"), "15m"), "rebalances"),
         series(counted(of_instance("kafka_stream_thread_task_created_total"), "15m"), "tasks taken over")], by="taken", unit="none",
        decimals=0), 6)
    b.add(timeseries(
        "State being restored",
        ("Tasks whose state is being restored, and the thousands of records per second that are restored.",
         "0 in quiet times. After a start or a rebalance it rises and falls; /readyz shows how far it is.",
         "Until it is 0 again, sessions of these tasks are missing from every number."),
        [series(total(of_instance("kafka_stream_state_updater_restoring_tasks")), "tasks"),
         series(f'{total(of_instance("kafka_stream_state_updater_restore_records_per_second"))} / 1000', "thousand records/s")],
        by="restored", unit="none", room=5), 6)
    b.add(timeseries(
        "Commits, timers and records sent",
        ("Commits, timers that fired and records that were sent to Kafka, per second, and records that could not be sent.",
         "“not sent” is 0 when all is right.",
         "Timers find agents that became silent; without them nothing is ever lost."),
        [series(rate(of_instance("kafka_stream_thread_commit_total")), "commits"),
         series(rate(of_instance("kafka_stream_thread_punctuate_total")), "timers"),
         series(rate(of_instance("kafka_producer_record_send_total")), "sent"),
         series(rate(of_instance("kafka_producer_record_error_total")), "not sent")], by="sent", axis="per second"), 6)


def state(b):
    b.row("State")
    b.add(timeseries(
        "State on disk by store",
        ("Size of each state store on disk.",
         "The eight largest. It grows with lifecycle.retention and then stays.",
         "It is what a restart reads and what a new instance restores."),
        [series(top(8, total(of_instance("delegraph_state_store_bytes"), "store")), "{{store}}")], by="store", unit="bytes", many=True), 12)
    b.add(timeseries(
        "Keys by store",
        ("Number of keys of each state store, as RocksDB estimates it.",
         "The eight largest.",
         "A store that grows while the others stand still is the one to look at."),
        [series(top(8, total(of_instance("delegraph_state_store_keys"), "store")), "{{store}}")], by="store", many=True), 12)


def machine(b):
    b.row("Process: CPU, memory, readers")
    b.add(timeseries(
        "CPU use",
        ("Share of the machine's processors that the process uses.",
         "100 % is all of them.",
         "At 100 % everything waits; the lag says whether that matters."),
        [series(most(of_instance("process_cpu_usage"), "instance"), "{{instance}}")], by="instance", unit="percentunit", share=True), 6)
    b.add(timeseries(
        "Heap memory of the JVM",
        ("Memory of the JVM's heap: used, committed by the system, and the most that it may have.",
         "Used is a sawtooth; its lower edge is what is really needed.",
         "A lower edge near the maximum ends in an out-of-memory error."),
        [series(total(of_instance(f"jvm_memory_{name}_bytes", 'area="heap"')), name) for name in ("used", "committed", "max")],
        by="memory", unit="bytes"), 6)
    b.add(timeseries(
        "Memory of RocksDB",
        ("Memory of RocksDB by part, of all instances.",
         "Block cache and memtables together stay within the bound, the dashed line (streams.rocksdb-memory); table readers come on top.",
         "It is the part of the memory that the JVM does not see."),
        [series(total(of_instance("delegraph_rocksdb_memory_bytes"), "part"), "{{part}}"),
         series(total(of_instance("delegraph_rocksdb_memory_limit_bytes")), "limit")], by="part", unit="bytes"), 6)
    b.add(timeseries(
        "Memory in direct buffers",
        ("Memory outside the heap that network and files use: used, and the capacity of the buffers.",
         "They grow with the traffic.",
         "They count against the memory of the machine and not against the heap."),
        [series(total(of_instance("jvm_buffer_memory_used_bytes")), "used"),
         series(total(of_instance("jvm_buffer_total_capacity_bytes")), "capacity")], by="memory", unit="bytes"), 6)
    b.add(timeseries(
        "Number of direct buffers",
        ("How many direct and mapped buffers there are.",
         "It follows connections and open files.",
         "A number that only grows is a leak."),
        [series(total(of_instance("jvm_buffer_count_buffers"), "id"), "{{id}}")], by="buffer", unit="none", decimals=0), 6)
    b.add(timeseries(
        "Readers of the event stream",
        ("Open pages and other readers of /api/v1/stream.",
         "One for each open page that is in front.",
         "Each reader costs a connection and its part of every change."),
        [series(total(of_instance("delegraph_live_readers"), "instance"), "{{instance}}")], by="instance", unit="none", decimals=0), 6)
    b.add(timeseries(
        "Rare events within an hour",
        ("Readers that were disconnected because they were too slow, probes of doctor that arrived, and clients whose clock was "
         "found to be set back.",
         "Dropped readers reconnect by themselves and begin with the present.",
         "Many dropped readers: the network to them is slow. A corrected clock: its times before are as the client said them."),
        [series(counted(of_instance("delegraph_live_dropped_total"), "1h"), "dropped readers"),
         series(counted(of_instance("delegraph_probes_total"), "1h"), "probes"),
         series(counted(of_instance("delegraph_clock_corrections_total"), "1h"), "clock corrections")], by="rare", unit="none", decimals=0), 6)
    b.add(stat(
        "Number of the latest probe",
        ("Number of the latest probe of doctor that arrived.",
         "0: none since the start.",
         "doctor compares it with the one that it sent."),
        [series(most(of_instance("delegraph_probe_latest")), "probe")], unit="none", spark=False), 6)
