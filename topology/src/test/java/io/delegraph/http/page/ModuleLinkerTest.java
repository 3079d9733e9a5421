package io.delegraph.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleLinkerTest {
    private final Map<String, String> modules = new HashMap<>();

    private String link(String entry) {
        return ModuleLinker.link(entry, file -> Objects.requireNonNull(modules.get(file), file));
    }

    @Test
    void shouldPutAModuleBehindThoseThatItImportsAndEachInAScopeOfItsOwn() {
        modules.put("main.js", """
                import { f } from './b.js';
                import { g as other,
                  h } from "./c.js";
                import './c.js';
                f(other, h);
                """);
        modules.put("b.js", """
                import { g } from './c.js';
                const own = 1;
                export function f() { return g(own); }
                """);
        modules.put("c.js", """
                export async function g() {}
                export class h {}
                export const I = 3;
                """);

        assertThat(link("main.js")).isEqualTo("""
                // c.js
                const $0 = (() => {
                async function g() {}
                class h {}
                const I = 3;

                return { g, h, I };
                })();
                // b.js
                const $1 = (() => {
                const { g } = $0;
                const own = 1;
                function f() { return g(own); }

                return { f };
                })();
                // main.js
                const $2 = (() => {
                const { f } = $1;
                const { g: other, h } = $0;

                f(other, h);

                return {  };
                })();
                """);
    }

    @Test
    void shouldImportALibraryOnceWhoeverUsesIt() {
        modules.put("main.js", "import lib from '/lib/lib.js';\nimport { f } from './b.js';\nf(lib);\n");
        modules.put("b.js", "import lib from '/lib/lib.js';\nexport const f = lib.f;\n");

        assertThat(link("main.js"))
                .startsWith("import lib from '/lib/lib.js';\n//")
                .containsOnlyOnce("import");
    }

    @Test
    void shouldMakeATableAConstantWhoeverUsesIt() {
        modules.put("words.json", "{\n  \"a\": [\"b\"]\n}\n");
        modules.put(
                "main.js",
                "import { f } from './b.js';\nimport WORDS from './words.json' with { type: 'json' };\nf(WORDS.a);\n");
        modules.put("b.js", "import ALL from './words.json' with { type: 'json' };\nexport const f = () => ALL;\n");

        assertThat(link("main.js")).isEqualTo("""
                // words.json
                const $0 = {
                  "a": ["b"]
                };
                // b.js
                const $1 = (() => {
                const ALL = $0;
                const f = () => ALL;

                return { f };
                })();
                // main.js
                const $2 = (() => {
                const { f } = $1;
                const WORDS = $0;
                f(WORDS.a);

                return {  };
                })();
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default function () {}",
                "export let changing = 1;",
                "export { a };",
                "export * from './b.js';",
                "export const { a, b } = c;",
                "import it from './b.js';",
                "import * as it from './b.js';",
                "const late = import('./b.js');",
                "const data = await load();",
                "await load();",
                "console.log(import.meta.url);"
            })
    void shouldRefuseByFileAndLineWhatItDoesNotKnow(String statement) {
        modules.put("b.js", "");
        modules.put("main.js", "// first line\n" + statement + "\n");

        assertThatThrownBy(() -> link("main.js"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("page/js/main.js, near line 2: ");
    }

    @Test
    void shouldRefuseModulesThatImportEachOther() {
        modules.put("main.js", "import { b } from './b.js';\n");
        modules.put("b.js", "import { c } from './c.js';\n");
        modules.put("c.js", "import { b } from './b.js';\n");

        assertThatThrownBy(() -> link("main.js")).hasMessageContaining("main.js → b.js → c.js → b.js");
    }
}
