package io.streamsync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3LocationTest {
  @ParameterizedTest(name = "{0}: bucket {1}, prefix {2}")
  @CsvSource({
    "s3://films, films, ''",
    "s3://films/, films, ''",
    "s3://films/site, films, site/",
    "s3://films/a/b/, films, a/b/",
    "s3://my.films-1/a, my.films-1, a/",
  })
  void parse_bucketAndPrefix_areFound(String text, String bucket, String prefix) {
    S3Location location = S3Location.parse(text);
    assertThat(location).isEqualTo(at(bucket, prefix));
    assertThat(location.key("x/y.json")).isEqualTo(prefix + "x/y.json");
  }

  private static S3Location at(String bucket, String prefix) {
    return new S3Location(
        bucket, prefix, Optional.empty(), Optional.empty(), /* pathStyle= */ false);
  }

  @Test
  void parse_options_areFound_andDoNotStandInMessages() {
    S3Location location =
        S3Location.parse("s3://films/a?endpoint=http://127.0.0.1:9000&region=eu-central-1");
    assertThat(location.endpoint()).contains(URI.create("http://127.0.0.1:9000"));
    assertThat(location.region()).contains("eu-central-1");
    assertThat(location.pathStyle()).isTrue();
    assertThat(location).hasToString("s3://films/a");
    assertThat(S3Location.parse("s3://films?endpoint=http://x&path-style=false").pathStyle())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://, '' is no name of a bucket",
    "s3:///a, '' is no name of a bucket",
    "s3://Films, 'Films' is no name of a bucket",
    "s3://films?secret=1, 'secret' is no option",
    "s3://films?region, 'region' is no name=value",
    "s3://films?region=a&region=b, 'region=b' is no name=value",
    "s3://films/../x, ..",
    "s3://films?region=EU west, 'EU west' is no name of a region",
    "s3://films?region=, '' is no name of a region",
    "s3://films?endpoint=localhost:9000, 'localhost:9000' is no endpoint",
    "s3://films?endpoint=http://, Expected authority",
  })
  void parse_fault_isSaid(String text, String reason) {
    assertThatThrownBy(() -> S3Location.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason.replace("''", "''"));
  }
}
