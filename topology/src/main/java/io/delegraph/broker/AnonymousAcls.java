package io.delegraph.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/** The permissions of clients without a login: writing hooks and, if configured, reading. */
final class AnonymousAcls {
    private static final String ANYBODY = "User:ANONYMOUS";
    private static final String ANY = "*";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Admin admin;

    AnonymousAcls(Admin admin) {
        this.admin = admin;
    }

    /** Replaces the existing ACLs by these. */
    void apply(String hooksTopic, boolean reads) {
        Set<AclBinding> wanted = new HashSet<>();
        wanted.add(allowed(ResourceType.TOPIC, hooksTopic, AclOperation.WRITE));
        wanted.add(allowed(ResourceType.TOPIC, hooksTopic, AclOperation.DESCRIBE));
        if (reads) {
            wanted.add(allowed(ResourceType.TOPIC, ANY, AclOperation.READ));
            wanted.add(allowed(ResourceType.GROUP, ANY, AclOperation.READ));
        }
        try {
            Collection<AclBinding> found = found();
            List<AclBinding> missing = new ArrayList<>(wanted);
            missing.removeAll(found);
            List<AclBindingFilter> superfluous = found.stream()
                    .filter(binding -> !wanted.contains(binding))
                    .map(AclBinding::toFilter)
                    .toList();
            if (!missing.isEmpty()) {
                admin.createAcls(missing).all().get();
            }
            if (!superfluous.isEmpty()) {
                admin.deleteAcls(superfluous).all().get();
            }
            awaitEffect(wanted);
        } catch (ExecutionException e) {
            throw new BrokerStartException("the broker refused its access rules: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("interrupted", e);
        }
    }

    /** Waits because the controller accepts ACLs before the broker applies them; clients would be rejected in between. */
    private void awaitEffect(Set<AclBinding> wanted) throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        while (!Set.copyOf(found()).equals(wanted)) {
            if (System.nanoTime() > giveUp) {
                throw new BrokerStartException("the broker did not apply its access rules in time");
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private Collection<AclBinding> found() throws ExecutionException, InterruptedException {
        return admin.describeAcls(new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter(ANYBODY, null, AclOperation.ANY, AclPermissionType.ANY)))
                .values()
                .get();
    }

    private static AclBinding allowed(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(ANYBODY, ANY, operation, AclPermissionType.ALLOW));
    }
}
