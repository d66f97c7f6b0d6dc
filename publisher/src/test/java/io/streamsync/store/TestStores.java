package io.streamsync.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Stores that do one thing otherwise. */
public final class TestStores {
  private TestStores() {}

  /** A call of a store's method. */
  public interface Call {
    /** Does what the store does. */
    @Nullable Object proceed() throws Exception;
  }

  /** What is done instead. */
  public interface Instead {
    @Nullable Object answer(Call call) throws Exception;
  }

  /** A store, but for all methods of a name. */
  public static ObjectStore with(ObjectStore store, String method, Instead instead) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, called, arguments) -> {
              Call call =
                  () -> {
                    try {
                      return called.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                  };
              return called.getName().equals(method) ? instead.answer(call) : call.proceed();
            });
  }
}
