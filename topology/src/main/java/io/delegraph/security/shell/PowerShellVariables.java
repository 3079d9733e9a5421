package io.delegraph.security.shell;

/** The values of variables of PowerShell, as far as they are known before a run. */
final class PowerShellVariables {
    private static final String HOME = String.valueOf(Placeholders.HOME);

    private PowerShellVariables() {}

    /** {@code name}: in lower case, with {@code env:} for one of the environment. */
    static String value(String name, ShellScope scope) {
        return switch (name) {
            case "home", "env:userprofile", "env:home", "env:homepath" -> HOME;
            case "env:homedrive", "null" -> "";
            case "env:temp", "env:tmp" -> "/tmp";
            case "env:appdata" -> HOME + "/AppData/Roaming";
            case "env:localappdata" -> HOME + "/AppData/Local";
            case "env:systemroot", "env:windir" -> "c:/Windows";
            case "env:systemdrive" -> "c:";
            case "profile" -> HOME + "/Documents/PowerShell/Microsoft.PowerShell_profile.ps1";
            case "pwd" -> scope.directory().isEmpty() ? "." : scope.directory();
            default -> {
                String assigned = name.startsWith("env:") ? null : scope.assigned(name);
                yield assigned == null ? String.valueOf(Placeholders.UNKNOWN) : assigned;
            }
        };
    }
}
