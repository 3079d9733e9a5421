package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands that destroy a database or what runs elsewhere. */
final class DestructionRule implements CommandRule {
    private static final Pattern SQL = Pattern.compile(
            "\\bdrop\\s+(?:database|schema|table|owned|keyspace|collection)\\b|\\btruncate\\s+(?:table\\s+)?[\\w\".`]+|\\bdelete\\s+from\\s+[\\w\".`]+\\s*(?:;|$)"
                    + "|\\bdropDatabase\\s*\\(|\\.drop\\s*\\(|\\bflush(?:all|db)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A text of SQL behind an operator. */
    private static final Pattern QUOTED =
            Pattern.compile("(?<=[=<>(,]|\\blike)\\s*'[^'\\n]{0,300}'", Pattern.CASE_INSENSITIVE);

    private static final Set<String> SQL_CLIENTS = Set.of(
            "psql",
            "mysql",
            "mariadb",
            "sqlite3",
            "mongosh",
            "mongo",
            "cqlsh",
            "clickhouse-client",
            "sqlcmd",
            "bq",
            "snowsql",
            "redis-cli",
            "usql",
            "pgcli",
            "duckdb");

    /** Programs with words that all stand in a destroying call of theirs. */
    private static final Map<String, List<ProgramWords>> DATABASES = ProgramWords.byProgram(
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "dropdb"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "mysqladmin", "drop"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "prisma", "migrate", "reset"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "prisma", "push", "--force-reset"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "prisma", "push", "--accept-data-loss"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "rails", "db:(?:drop|reset|purge|schema:load)(?:.*)"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "rake", "db:(?:drop|reset|purge)(?:.*)"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "artisan", "migrate:(?:fresh|reset)|db:wipe"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "php", "artisan", "migrate:(?:fresh|reset)|db:wipe"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "django-admin", "flush|reset_db"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "python", "(?:.*/)?manage\\.py", "flush|reset_db"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "python3", "(?:.*/)?manage\\.py", "flush|reset_db"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "sequelize", "db:drop"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "sequelize-cli", "db:drop"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "typeorm", "schema:drop"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "knex", "migrate:rollback", "--all"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "alembic", "downgrade", "base"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "flyway", "clean"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "supabase", "db", "reset"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "drizzle-kit", "drop"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "mix", "ecto\\.(?:drop|reset)"),
            ProgramWords.of(CommandFeature.DATABASE_DESTROYED, "wrangler", "d1", "delete"));

    private static final Map<String, List<ProgramWords>> INFRASTRUCTURE = ProgramWords.byProgram(
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "terraform", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "terraform", "apply", "-destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "tofu", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "terragrunt", "destroy|run-all"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "pulumi", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "cdk", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "sst", "remove"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "serverless", "remove"),
            ProgramWords.of(
                    CommandFeature.INFRASTRUCTURE_DESTROYED,
                    "kubectl",
                    "delete",
                    "(?:ns|namespaces?|deployments?|deploy|pvc?|statefulsets?|sts|services?|svc|nodes?|crds?|all|--all)(?:/.*)?"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "helm", "uninstall|delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "aws", "(?:delete|terminate|remove)-.*"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "aws", "s3", "rb"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "aws", "s3", "rm", "--recursive"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "gcloud", "delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "gsutil", "rm", "-r|-rf|-m"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "az", "delete"),
            ProgramWords.of(
                    CommandFeature.INFRASTRUCTURE_DESTROYED, "heroku", "(?:apps:destroy|pg:reset|addons:destroy)"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "flyctl", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "fly", "destroy"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "vercel", "remove|rm"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "doctl", "delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "docker", "system", "prune"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "docker", "volume", "rm|prune"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "docker", "compose", "down", "-v|--volumes"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "docker-compose", "down", "-v|--volumes"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "gh", "repo", "delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "kafka-topics", "--delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "kafka-topics.sh", "--delete"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "mkfs"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "mkfs.ext4"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "wipefs", "-a|--all"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "diskutil", "eraseDisk|eraseVolume"),
            ProgramWords.of(CommandFeature.INFRASTRUCTURE_DESTROYED, "zpool", "destroy"));

    private static final Pattern HARMLESS = Pattern.compile("--dry-run(?:=.*)?|--help|-h|--plan|help");

    /** Whether statements of a database destroy what it holds. A text in quotes is data. */
    static boolean destroys(String statements) {
        return SQL.matcher(QUOTED.matcher(statements).replaceAll("''")).find();
    }

    @Override
    public Set<String> programs() {
        return Names.union(SQL_CLIENTS, DATABASES.keySet(), INFRASTRUCTURE.keySet());
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String stdin = call.stdin();
        boolean sql = SQL_CLIENTS.contains(call.name())
                && !call.arguments().contains("--help")
                && (call.arguments().stream().anyMatch(DestructionRule::destroys) || stdin != null && destroys(stdin));
        if (sql) {
            evidence.feature(CommandFeature.DATABASE_DESTROYED);
        }
        List<String> words = call.arguments();
        // a client of a database in a container
        if (words.contains("exec") && words.stream().anyMatch(SQL_CLIENTS::contains)) {
            if (words.stream().anyMatch(DestructionRule::destroys)) {
                evidence.feature(CommandFeature.DATABASE_DESTROYED);
            }
            return;
        }
        // -h names the host of a database's client
        if (call.arguments().stream().anyMatch(word -> HARMLESS.matcher(word).matches())) {
            return;
        }
        ProgramWords.features(DATABASES, call).forEach(evidence::feature);
        ProgramWords.features(INFRASTRUCTURE, call).forEach(evidence::feature);
    }
}
