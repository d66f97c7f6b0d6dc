package io.streamsync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.streamsync",
    importOptions = {DoNotIncludeTests.class, ImportRulesTest.NoJarOfTests.class})
class ImportRulesTest {
  /** The publisher's tests come as a jar once it is packaged. */
  static final class NoJarOfTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule packages_seeOnlyThoseBeforeThem =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(
              "io.streamsync.time..",
              "io.streamsync.source..",
              "io.streamsync.catalogue..",
              "io.streamsync.transcode..",
              "io.streamsync.sequence..",
              "io.streamsync.timeline..",
              "io.streamsync.job..")
          .layer("time")
          .definedBy("io.streamsync.time..")
          .layer("source")
          .definedBy("io.streamsync.source..")
          .layer("catalogue")
          .definedBy("io.streamsync.catalogue..")
          .layer("transcode")
          .definedBy("io.streamsync.transcode..")
          .layer("sequence")
          .definedBy("io.streamsync.sequence..")
          .layer("timeline")
          .definedBy("io.streamsync.timeline..")
          .layer("job")
          .definedBy("io.streamsync.job..")
          .whereLayer("time")
          .mayOnlyBeAccessedByLayers(
              "source", "catalogue", "transcode", "sequence", "timeline", "job")
          .whereLayer("source")
          .mayOnlyBeAccessedByLayers("catalogue", "transcode", "sequence", "timeline", "job")
          .whereLayer("catalogue")
          .mayOnlyBeAccessedByLayers("transcode", "sequence", "timeline", "job")
          .whereLayer("transcode")
          .mayOnlyBeAccessedByLayers("sequence", "timeline", "job")
          .whereLayer("sequence")
          .mayOnlyBeAccessedByLayers("timeline", "job")
          .whereLayer("timeline")
          .mayOnlyBeAccessedByLayers("job")
          .whereLayer("job")
          .mayNotBeAccessedByAnyLayer()
          .because("packages stand in the order in which data flows");

  @ArchTest
  static final ArchRule onlyJob_importsBeam =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.streamsync.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.apache.flink..")
          .because("what decides bytes must be testable without a runner");

  @ArchTest
  static final ArchRule oneClass_startsProcesses =
      noClasses()
          .that()
          .haveNameNotMatching(
              "io\\.streamsync\\.source\\.(Ffmpeg|ProbeReader).*") // the latter reads answers
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class, Process.class, ProcessHandle.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.kokorin.jaffree..", "org.bytedeco..")
          .because("limits and clean-up of processes live in one place");

  @ArchTest
  static final ArchRule onlyTheCommandLineAndTheWorker_readTheClock =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Command")
          .and()
          .doNotHaveFullyQualifiedName("io.streamsync.job.Worker")
          .and()
          .haveSimpleNameNotContaining("Demo")
          .and()
          .haveSimpleNameNotEndingWith("Progress")
          .and()
          .resideInAnyPackage(
              "io.streamsync.time..",
              "io.streamsync.source..",
              "io.streamsync.catalogue..",
              "io.streamsync.transcode..",
              "io.streamsync.sequence..",
              "io.streamsync.timeline..",
              "io.streamsync.job..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("time is an argument");
}
