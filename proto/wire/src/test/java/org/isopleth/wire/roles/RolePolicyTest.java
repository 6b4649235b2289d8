package org.isopleth.wire.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isopleth.site.Role;
import org.isopleth.wire.roles.RolePolicy.Access;
import org.isopleth.wire.v1.EnrolmentGrpc;
import org.isopleth.wire.v1.EnrolmentOuterClass;
import org.isopleth.wire.v1.FederationGrpc;
import org.isopleth.wire.v1.FederationOuterClass;
import org.isopleth.wire.v1.LedgerGrpc;
import org.isopleth.wire.v1.LedgerOuterClass;
import org.isopleth.wire.v1.StudiesGrpc;
import org.isopleth.wire.v1.StudiesOuterClass;
import org.junit.jupiter.api.Test;

class RolePolicyTest {
    private static final List<ServiceDescriptor> SERVICES = List.of(
            EnrolmentGrpc.getServiceDescriptor(),
            FederationGrpc.getServiceDescriptor(),
            StudiesGrpc.getServiceDescriptor(),
            LedgerGrpc.getServiceDescriptor());

    @Test
    void the_table_has_every_generated_call_and_no_other() {
        Set<String> generated = SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .collect(Collectors.toSet());
        assertEquals(10, generated.size());
        assertEquals(generated, RolePolicy.methods());
    }

    @Test
    void the_services_listed_here_are_all_there_are() {
        long inFiles = List.of(
                        EnrolmentOuterClass.getDescriptor(),
                        FederationOuterClass.getDescriptor(),
                        StudiesOuterClass.getDescriptor(),
                        LedgerOuterClass.getDescriptor())
                .stream()
                .mapToLong(file -> file.getServices().size())
                .sum();
        assertEquals(SERVICES.size(), inFiles);
    }

    @Test
    void only_enrolment_is_open_to_strangers() {
        Set<String> open = RolePolicy.methods().stream()
                .filter(method -> RolePolicy.access(method) instanceof Access.Anyone)
                .collect(Collectors.toSet());
        assertEquals(Set.of("isopleth.v1.Enrolment/Enrol"), open);
    }

    @Test
    void what_is_not_in_the_table_is_denied_to_everyone() {
        assertEquals(new Access.Only(Set.of()), RolePolicy.access("isopleth.v1.Studies/Delete"));
        assertEquals(new Access.Only(Set.of()), RolePolicy.access("isopleth.v1.enrolment/enrol"));
        assertEquals(new Access.Only(Set.of()), RolePolicy.access(""));
    }

    @Test
    void the_coordinator_calls_nobody() {
        for (String method : RolePolicy.methods()) {
            if (RolePolicy.access(method) instanceof Access.Only(Set<Role> roles)) {
                assertEquals(false, roles.contains(Role.COORDINATOR), method);
            }
        }
    }
}
