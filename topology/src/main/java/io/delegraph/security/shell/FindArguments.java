package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a call of {@code find} does.
 *
 * @param paths where it begins
 * @param commands those it runs, with {@code {}} replaced by something below a path
 * @param deletes whether it deletes what it finds
 * @param selective whether it takes only some of what it finds, so that a deletion is no whole directory
 */
public record FindArguments(List<String> paths, List<List<String>> commands, boolean deletes, boolean selective) {
    private static final Set<String> RUN = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Set<String> SELECT = Set.of(
            "-name",
            "-iname",
            "-path",
            "-ipath",
            "-regex",
            "-mtime",
            "-mmin",
            "-size",
            "-newer",
            "-empty",
            "-user",
            "-perm",
            "-wholename");

    /** Of the arguments behind the program. */
    public static FindArguments of(List<String> arguments) {
        List<String> paths = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        boolean deletes = false;
        boolean selective = false;
        int at = 0;
        while (at < arguments.size() && Set.of("-H", "-L", "-P", "-E").contains(arguments.get(at))) {
            at++;
        }
        while (at < arguments.size() && !arguments.get(at).startsWith("-") && !"(!".contains(arguments.get(at))) {
            paths.add(arguments.get(at++));
        }
        if (paths.isEmpty()) {
            paths.add(".");
        }
        for (; at < arguments.size(); at++) {
            String word = arguments.get(at);
            deletes |= word.equals("-delete");
            selective |= SELECT.contains(word);
            if (RUN.contains(word)) {
                List<String> command = new ArrayList<>();
                for (at++; at < arguments.size() && !";+".contains(arguments.get(at)); at++) {
                    addTo(command, arguments.get(at), paths, selective);
                }
                commands.add(command);
            }
        }
        return new FindArguments(List.copyOf(paths), commands, deletes, selective);
    }

    private static void addTo(List<String> command, String word, List<String> paths, boolean selective) {
        if (!word.contains("{}")) {
            command.add(word);
            return;
        }
        for (String path : paths) {
            command.add(word.replace("{}", selective ? path + "/" + Placeholders.UNKNOWN : path));
        }
    }
}
