package io.streamsync.s3mock;

import com.adobe.testing.s3mock.S3MockApplication;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs S3Mock on 127.0.0.1 only, where its own main class would listen on every address of the
 * machine. Objects lie in a temporary folder that goes with the process.
 */
public final class LoopbackS3Mock {
  private static final String LOOPBACK = "127.0.0.1";

  private LoopbackS3Mock() {}

  /**
   * Serves until it is killed; one line tells the port.
   *
   * @param arguments the bucket that it begins with
   */
  public static void main(String... arguments) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(S3MockApplication.class, AsTested.class)
            .bannerMode(Banner.Mode.OFF)
            .properties(
                Map.of(
                    "server.address", LOOPBACK,
                    "server.port", "0",
                    "server.ssl.enabled", "false",
                    "http.port", "0",
                    "logging.level.root", "WARN",
                    "com.adobe.testing.s3mock.store.initial-buckets", arguments[0]))
            .run();
    System.out.println("listens on " + context.getEnvironment().getProperty("local.server.port"));
  }

  @Configuration(proxyBeanMethods = false)
  static class AsTested {
    /** S3Mock makes its second connector by itself, so no setting reaches it. */
    @Bean
    static BeanPostProcessor connectorsOnLoopback() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessBeforeInitialization(Object bean, String name) {
          if (bean instanceof Connector connector) {
            connector.setProperty("address", LOOPBACK);
          }
          return bean;
        }
      };
    }

    /** S3Mock looks at the condition and then writes; S3 does both in one, and so does this. */
    @Bean
    Filter conditionalWritesOneAtATime() {
      ReentrantLock lock = new ReentrantLock();
      return (request, response, chain) -> {
        if (!isConditionalWrite((HttpServletRequest) request)) {
          chain.doFilter(request, response);
          return;
        }
        lock.lock();
        try {
          chain.doFilter(request, response);
        } finally {
          lock.unlock();
        }
      };
    }

    private static boolean isConditionalWrite(HttpServletRequest request) {
      return request.getMethod().equals("PUT")
          && (request.getHeader("If-Match") != null || request.getHeader("If-None-Match") != null);
    }
  }
}
