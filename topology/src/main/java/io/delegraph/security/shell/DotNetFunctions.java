package io.delegraph.security.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions of .NET that scripts of PowerShell call on files and addresses, by their names. */
final class DotNetFunctions {
    private DotNetFunctions() {}

    /** The call of the function whose name ends {@code word}; {@code inside} is what its brackets hold. */
    static Optional<ProgramCall> call(String word, List<ProgramCall> inside) {
        String name = word.substring(Math.max(word.lastIndexOf('.'), word.lastIndexOf(':')) + 1)
                .toLowerCase(Locale.ROOT);
        if (inside.isEmpty() || name.length() == word.length()) {
            return Optional.empty();
        }
        ProgramCall given = inside.getFirst();
        List<String> values = given.arguments();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String first = values.getFirst();
        String last = values.getLast();
        return Optional.ofNullable(
                switch (name) {
                    case "downloadstring", "downloaddata", "openread" -> given.running("curl", List.of(first));
                    case "downloadfile" -> given.running("curl", List.of("-o", last, first));
                    case "uploadstring", "uploaddata", "uploadvalues" ->
                        given.running("curl", List.of("-d", last, first));
                    case "uploadfile" -> given.running("curl", List.of("-T", last, first));
                    case "readalltext", "readalllines", "readallbytes", "opentext" ->
                        given.running("cat", List.of(first));
                    case "writealltext", "writealllines", "writeallbytes", "appendalltext" ->
                        given.running("tee", List.of(first));
                    case "delete" -> given.running("rm", values);
                    case "frombase64string" -> given.running("base64", List.of("-d"));
                    default -> null;
                });
    }
}
