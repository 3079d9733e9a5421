package io.delegraph.cli.terminal;

import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;

/** The characters of a drawn tree. */
enum Glyphs {
    UNICODE("├─ ", "└─ ", "│  ", " · ", "…", "◇") {
        @Override
        String mark(AgentState state) {
            return switch (state) {
                case REQUESTED -> "○";
                case ACTIVE -> "●";
                case WAITING -> "◆";
                case COMPLETED -> "✓";
                case FAILED -> "✗";
                case REFUSED -> "⊘";
                case KILLED -> "■";
                case LOST -> "?";
            };
        }
    },
    /** For terminals without Unicode; the names of the states replace the marks. */
    ASCII("|- ", "`- ", "|  ", ", ", "...", "") {
        @Override
        String mark(AgentState state) {
            return "";
        }
    };

    private final String tee;
    private final String corner;
    private final String bar;
    private final String separator;
    private final String ellipsis;
    private final String idle;

    Glyphs(String tee, String corner, String bar, String separator, String ellipsis, String idle) {
        this.tee = tee;
        this.corner = corner;
        this.bar = bar;
        this.separator = separator;
        this.ellipsis = ellipsis;
        this.idle = idle;
    }

    static Glyphs of(Terminal screen) {
        return screen.unicode() ? UNICODE : ASCII;
    }

    abstract String mark(AgentState state);

    String mark(AgentLifecycle agent) {
        return AgentLabels.isIdle(agent) ? idle : mark(agent.state());
    }

    String tee() {
        return tee;
    }

    String corner() {
        return corner;
    }

    String bar() {
        return bar;
    }

    String separator() {
        return separator;
    }

    String ellipsis() {
        return ellipsis;
    }
}
