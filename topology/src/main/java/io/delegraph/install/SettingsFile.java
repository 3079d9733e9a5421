package io.delegraph.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A settings file on disk. It is replaced atomically, keeping its mode, its owner and symbolic links. While hooks are installed, {@code
 * settings.json.before-delegraph} next to it contains the previous text.
 */
public final class SettingsFile {
    private static final String BACKUP = ".before-delegraph";

    private final Path named;
    private final Path file;
    private final byte @Nullable [] read;

    private SettingsFile(Path named, Path file, byte @Nullable [] read) {
        this.named = named;
        this.file = file;
        this.read = read;
    }

    /**
     * Reads a file; a missing file has no text and can be created.
     *
     * @throws SettingsFileException when it cannot be read
     */
    public static SettingsFile read(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Path real = Files.isSymbolicLink(absolute) || Files.exists(absolute) ? real(absolute) : absolute;
            return new SettingsFile(absolute, real, bytes(real).orElse(null));
        } catch (IOException e) {
            throw new SettingsFileException(absolute + " cannot be read (" + reason(e) + ")", e);
        }
    }

    /** The path as given. */
    public Path path() {
        return named;
    }

    public boolean exists() {
        return read != null;
    }

    public Path backup() {
        return file.resolveSibling(file.getFileName() + BACKUP);
    }

    /** Whether installing keeps a backup, or has kept one. */
    public boolean backsUp() {
        return Files.exists(backup()) || read != null && settings().installed().isEmpty();
    }

    /**
     * The parsed text; empty settings when the file does not exist.
     *
     * @throws SettingsFileException when the client could not read it either, with line and column
     */
    public SettingsText settings() {
        return parse(file, read == null ? new byte[0] : read);
    }

    /**
     * Installs the hooks. Returns false when exactly these were installed already.
     *
     * @throws SettingsFileException on failure; the file is then unchanged
     */
    public boolean install(HookFragment fragment) {
        SettingsText now = settings();
        String after = after(now, fragment);
        if (after.equals(now.text())) {
            return false;
        }
        // a state with Delegraph's hooks is not the original to restore
        if (now.installed().isEmpty() && read != null) {
            replace(backup(), read);
        }
        replace(file, after.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /** Whether {@link #install} would change the file. */
    public boolean wouldChange(HookFragment fragment) {
        SettingsText now = settings();
        return !after(now, fragment).equals(now.text());
    }

    private String after(SettingsText now, HookFragment fragment) {
        return now.with(fragment, now.installed().isEmpty() ? null : before());
    }

    /**
     * Removes the hooks. Returns false when there were none.
     *
     * @throws SettingsFileException on failure; the file is then unchanged
     */
    public boolean uninstall() {
        SettingsText now = settings();
        if (now.installed().isEmpty()) {
            return false;
        }
        SettingsText before = before();
        String after = now.without(before);
        try {
            if (before == null && after.strip().matches("\\{\\s*}") && file.equals(named)) {
                // created by install: there was no file before
                Files.delete(file);
                return true;
            }
            replace(file, after.getBytes(StandardCharsets.UTF_8));
            if (before != null && before.text().equals(after)) {
                Files.delete(backup());
            }
            return true;
        } catch (IOException e) {
            throw new SettingsFileException(file + " cannot be changed (" + reason(e) + ")", e);
        }
    }

    /** The parsed backup; null when there is none. */
    private @Nullable SettingsText before() {
        try {
            return bytes(backup()).map(old -> parse(backup(), old)).orElse(null);
        } catch (IOException e) {
            throw new SettingsFileException(backup() + " cannot be read (" + reason(e) + ")", e);
        }
    }

    private static SettingsText parse(Path path, byte[] bytes) {
        try {
            return SettingsText.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new SettingsFileException(path + " is not UTF-8 text; nothing was changed", e);
        } catch (SettingsTextException e) {
            throw new SettingsFileException(path + ", " + e.getMessage() + "; nothing was changed", e);
        }
    }

    private void replace(Path target, byte[] bytes) {
        Path next = null;
        try {
            Files.createDirectories(target.getParent());
            next = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".next");
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            if (read != null) {
                keepModeAndOwner(next);
            }
            if (!Arrays.equals(read, bytes(file).orElse(null))) {
                throw new SettingsFileException(file + " was changed by somebody else just now: try again", null);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw new SettingsFileException(
                    target + " cannot be written: its directory " + target.getParent() + " does not take it ("
                            + reason(e) + ")",
                    e);
        } finally {
            discard(next);
        }
    }

    private void keepModeAndOwner(Path next) throws IOException {
        PosixFileAttributeView to = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        if (to == null) {
            return;
        }
        PosixFileAttributes from = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes made = to.readAttributes();
        if (!made.owner().equals(from.owner())) {
            to.setOwner(from.owner());
        }
        if (!made.group().equals(from.group())) {
            to.setGroup(from.group());
        }
        to.setPermissions(from.permissions());
    }

    private static void discard(@Nullable Path next) {
        try {
            if (next != null) {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new SettingsFileException(next + " cannot be deleted (" + reason(e) + ")", e);
        }
    }

    private static Path real(Path path) throws IOException {
        Path at = path;
        // toRealPath requires the target of the links to exist, so a link to a missing file is followed by hand
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == 40) {
                throw new IOException("links in a circle");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return Files.exists(at) ? at.toRealPath() : at;
    }

    private static Optional<byte[]> bytes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null || e.getMessage().startsWith("/")
                ? e.getClass().getSimpleName().replace("Exception", "")
                : e.getMessage();
    }

    /** One line for a person: the problem, the place, what to do. */
    public static final class SettingsFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SettingsFileException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
