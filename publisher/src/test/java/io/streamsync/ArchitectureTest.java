package io.streamsync;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** Who may import what; each rule says why. */
@AnalyzeClasses(packages = "io.streamsync", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule BEAM_STAYS_OUT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.apache.flink..")
          .because("a machine that only publishes needs no Beam");

  @ArchTest
  static final ArchRule CLOUD_STAYS_BEHIND_THE_STORE =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.streamsync\\.store\\.S3(Store|Connection)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..")
          .because("a store is a store to all others");

  @ArchTest
  static final ArchRule JETTY_ONLY_IN_PREVIEW =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.streamsync.preview..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..")
          .because("only the preview serves");

  @ArchTest
  static final ArchRule PICOCLI_ONLY_IN_COMMAND =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.streamsync.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .because("formats and publishing are used without a command line too");

  @ArchTest
  static final ArchRule CLOCK_ONLY_IN_COMMAND =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.streamsync.command..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is an argument: only the edge asks the clock");

  @ArchTest
  static final ArchRule PREVIEW_KNOWS_ONLY_HEADERS =
      noClasses()
          .that()
          .resideInAPackage("io.streamsync.preview..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.streamsync..")
                  .and(not(resideInAnyPackage("io.streamsync.preview..", "io.streamsync.store.."))))
          .because("a preview must serve whatever is in the folder, like any host");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.streamsync.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.streamsync.command..")
          .because("commands are the edge");
}
